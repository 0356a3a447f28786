use super::*;

fn show(expr: &TextExpr) -> String {
    match expr {
        TextExpr::Term(term) => {
            let field = if term.field == TextField::Any { String::new() } else { format!("{:?}:", term.field) };
            let form = match term.form {
                Form::Word => String::new(),
                Form::Phrase { slop } => format!("\"{slop}"),
                Form::Prefix => "*".to_owned(),
                Form::Fuzzy { distance } => format!("~{distance}"),
            };
            format!("{field}{}{form}", term.surface)
        }
        TextExpr::All(parts) => format!("({})", parts.iter().map(show).collect::<Vec<_>>().join(" & ")),
        TextExpr::Any(parts) => format!("({})", parts.iter().map(show).collect::<Vec<_>>().join(" | ")),
        TextExpr::Not(inner) => format!("!{}", show(inner)),
    }
}

fn read(text: &str) -> String {
    parse(text).map(|expr| expr.as_ref().map(show).unwrap_or_default()).unwrap_or_else(|error| error.to_string())
}

#[test]
fn words_are_all_wanted() {
    assert_eq!(read("water station"), "(water & station)");
    assert_eq!(read("water AND station"), "(water & station)");
    assert_eq!(read("al-Heisha"), "al-Heisha");
    assert_eq!(read("U.N. Sana'a"), "(U.N. & Sana'a)");
}

#[test]
fn or_binds_less_than_and() {
    assert_eq!(read("a1 b OR c d"), "((a1 & b) | (c & d))");
    assert_eq!(read("a1 (b OR c) d"), "(a1 & (b | c) & d)");
}

#[test]
fn negation() {
    assert_eq!(read("bridge NOT river"), "(bridge & !river)");
    assert_eq!(read("bridge -river -\"old town\""), "(bridge & !river & !old town\"0)");
    assert_eq!(read("NOT (river OR lake)"), "!(river | lake)");
}

#[test]
fn forms() {
    assert_eq!(read("raqq* heisha~1 heisha~ \"river bridge\" \"river bridge\"~3"), {
        "(raqq* & heisha~1 & heisha~1 & river bridge\"0 & river bridge\"3)"
    });
    assert_eq!(read("title:bridge agency:\"North Wire\" id:a/b#c"), {
        "(Title:bridge & Agency:North Wire\"0 & Id:a/b#c)"
    });
}

#[test]
fn nothing_to_find_is_no_constraint() {
    assert_eq!(read(""), "");
    assert_eq!(read(" ?! — "), "");
}

#[test]
fn errors_give_the_column() {
    assert_eq!(read("ab \"cd"), "column 4: this quotation mark is never closed");
    assert_eq!(read("(ab"), "column 1: this is never closed");
    assert_eq!(read("ab)"), "column 3: this closes no parenthesis");
    assert_eq!(read("ab OR"), "column 6: a word is missing here");
    assert_eq!(read("AND ab"), "column 1: a word must stand before AND and OR");
    assert_eq!(read("ab~3"), "column 3: a word may differ by ~1 or ~2 letters");
    assert_eq!(read("\"ab cd\"~"), "column 8: how far apart? Write a number: \"a b\"~3");
    assert_eq!(read("r*"), "column 2: a prefix needs two letters at least");
    assert!(read("é colour:red").starts_with("column 3: there is no field \"colour\""));
    assert!(read(&"(".repeat(60)).contains("nested too deeply"));
    assert!(read(&"a1 ".repeat(600)).contains("more than 500"));
}
