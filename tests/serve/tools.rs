//! The tools of `warwire mcp`, called by a client of the protocol.

use rmcp::ServiceExt;
use rmcp::model::{CallToolRequestParams, CallToolResult};
use rmcp::service::{RoleClient, RunningService};
use rmcp::transport::TokioChildProcess;
use serde_json::{Value, json};

use crate::server::{corpus, program, shared};

type Client = RunningService<RoleClient, ()>;

/// Runs a test with a client.
fn with_client(test: impl AsyncFnOnce(&Client)) {
    // The shared server makes the cached index that the tools read.
    shared();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut command = tokio::process::Command::from(program());
        command.args(["mcp", "--quiet", "--corpus"]).arg(corpus());
        let client = ().serve(TokioChildProcess::new(command).unwrap()).await.expect("a client");
        test(&client).await;
        client.cancel().await.expect("an end");
    });
}

async fn call(client: &Client, tool: &'static str, arguments: Value) -> CallToolResult {
    let Value::Object(arguments) = arguments else { panic!("arguments are an object") };
    let request = CallToolRequestParams::new(tool).with_arguments(arguments);
    client.call_tool(request).await.expect("a result")
}

fn text(result: &CallToolResult) -> String {
    result.content.iter().filter_map(|content| content.as_text()).map(|text| text.text.clone()).collect()
}

#[test]
fn the_tools_are_listed_with_schemas() {
    with_client(async |client| {
        let info = client.peer_info().expect("what the server says of itself");
        assert!(info.instructions.as_ref().is_some_and(|said| said.contains("cite")));
        let tools = client.list_all_tools().await.expect("tools");
        let names: Vec<&str> = tools.iter().map(|tool| tool.name.as_ref()).collect();
        assert_eq!(names, ["search", "toll", "article", "place"]);
        for tool in &tools {
            assert!(tool.description.as_ref().is_some_and(|about| about.len() < 600), "{}", tool.name);
            assert_eq!(tool.input_schema.get("type"), Some(&json!("object")));
            let output = tool.output_schema.as_ref().expect("a schema of its data");
            assert_eq!(output.get("type"), Some(&json!("object")), "{}", tool.name);
            assert!(tool.annotations.as_ref().is_some_and(|notes| notes.read_only_hint == Some(true)));
        }
    });
}

#[test]
fn a_search_gives_quotes_and_ids_that_can_be_read_again() {
    with_client(async |client| {
        let question =
            json!({"question": "civilian deaths near Raqa in November 2016", "limit": 2, "source_kind": ["monitor"]});
        let found = call(client, "search", question).await;
        assert_ne!(found.is_error, Some(true), "{}", text(&found));
        let data = found.structured_content.clone().expect("data");
        let figure = &data["hits"][0]["figures"][0];
        let (id, quote) = (figure["id"].as_str().expect("an id"), figure["quote"].as_str().expect("a quote"));
        let said = text(&found);
        assert!(said.contains(&format!("[{id}]")) && said.contains(quote), "{said}");
        let read = call(client, "article", json!({"id": id})).await;
        let report = read.structured_content.clone().expect("data");
        let figures = report["reading"]["figures"].as_array().expect("figures");
        assert!(figures.iter().any(|other| other["quote"] == quote));
        assert!(text(&read).contains("figure"));
    });
}

#[test]
fn a_toll_lists_no_more_than_was_asked_and_says_so() {
    with_client(async |client| {
        let toll = call(client, "toll", json!({"in": ["Syria"], "effect": ["killed"], "limit": 2})).await;
        let data = toll.structured_content.clone().expect("data");
        assert_eq!(data["events"].as_array().map(Vec::len), Some(2));
        assert!(data["not_listed"].as_u64() > Some(0));
        let said = text(&toll);
        assert!(said.contains("not listed") && !said.contains('\u{1b}'), "{said}");
        let claim = &data["events"][0]["claims"][0];
        assert!(said.contains(claim["figure"].as_str().unwrap()), "{said}");
    });
}

#[test]
fn mistakes_are_told_so_that_they_can_be_mended() {
    with_client(async |client| {
        let places = call(client, "place", json!({"name": "Tripoli"})).await;
        let found = places.structured_content.clone().expect("data");
        assert!(found["places"].as_array().is_some_and(|places| places.len() > 1));
        for (tool, arguments, said) in [
            ("search", json!({"effect": "kiled"}), "killed"),
            ("search", json!({"efect": "killed"}), "no such argument"),
            ("search", json!({"question": "deaths \"near"}), "never closed"),
            ("article", json!({"id": "no-such"}), "no article"),
            ("article", json!({}), "is needed"),
            ("place", json!({"name": {"a": 1}}), "a text"),
        ] {
            let result = call(client, tool, arguments.clone()).await;
            assert_eq!(result.is_error, Some(true), "{arguments}");
            assert!(text(&result).contains(said), "{arguments}: {}", text(&result));
        }
        assert!(client.call_tool(CallToolRequestParams::new("nothing")).await.is_err());
    });
}
