// Mixed load on a server with a writer beside it; says how long answers took, what was refused, and how memory went.
//
//   cd benches/load && npm install
//   node load.mjs --program ../../target/release/warwire --seconds 180 --connections 8 --rate 200
//
// It starts the server itself, on a copy of the shipped corpus. `--rate` is requests a second over all connections; 0 asks as fast as
// answers come. The exit code is 1 when anything but an answer or a deliberate refusal came back.

import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import autocannon from "autocannon";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const { values: options } = parseArgs({
  options: {
    program: { type: "string", default: join(root, "target/release/warwire") },
    seconds: { type: "string", default: "180" },
    connections: { type: "string", default: "8" },
    rate: { type: "string", default: "0" },
    port: { type: "string", default: "7895" },
    "writes-per-second": { type: "string", default: "2" },
  },
});

const token = "a-token-for-load-0123456789";
const base = `http://127.0.0.1:${options.port}`;
const json = (body) => JSON.stringify(body);

// What newsrooms ask: mostly searches, some articles and places, now and then something dear or wrong.
const QUESTIONS = [
  "civilian deaths near Raqa in November 2016", "journalists killed in Gaza since October 2023", "soldiers wounded in Donetsk region",
  "airstrikes by the coalition that killed at least 10 in Mosul", "people killed in Aleppo according to the White Helmets",
  "children killed in Yemen in 2018", "hostages taken in the Sahel", "bridge OR market", "\"war monitor\" AND hospital", "raqq* heisha~1",
];
const search = QUESTIONS.map((q) => `/v1/search?q=${encodeURIComponent(q)}`);
const reads = [
  ...search, ...search, ...search,
  "/v1/search?in=Syria&sort=date&limit=50", "/v1/search?effect=killed&victims=civilian&min=20&facet=country",
  "/v1/articles/syria%2Fal-heisha-first-report", "/v1/articles/iraq%2Fkarrada-1", "/v1/articles/no-such-article",
  "/v1/places?name=Raqa", "/v1/places?name=Tripoly", "/v1/stats", "/", "/healthz",
  "/v1/figures?in=Syria&limit=200", "/v1/figures?in=Iraq&format=csv", "/v1/figures?q=airstrikes&format=geojson",
  "/v1/toll?in=Syria&from=2016", "/v1/toll?in=Iraq&series=month",
  "/v1/search?effect=kiled", "/v1/search?near=,", "/v1/search?from=yesteryear",
];
const DELIBERATE = new Set([200, 304, 400, 404, 422]);

const work = mkdtempSync(join(tmpdir(), "warwire-load-"));
// Articles are called by their path from where the index lies.
const desk = join(work, "desk");
cpSync(join(root, "corpus"), desk, { recursive: true });
const index = join(desk, ".warwire");
const filled = spawnSync(options.program, ["index", "--quiet", "--index", index, desk], { stdio: "inherit" });
if (filled.status !== 0) process.exit(2);
const server = spawn(options.program, ["serve", "--quiet", "--writable", "--index", index, "--listen", `127.0.0.1:${options.port}`], {
  env: { ...process.env, WARWIRE_TOKEN: token },
  stdio: ["ignore", "inherit", "inherit"],
});
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
for (let tries = 0; tries < 100; tries++) {
  if (await fetch(`${base}/healthz`).then((answer) => answer.ok, () => false)) break;
  await sleep(100);
}

const seconds = Number(options.seconds);
let ended = false;
const memory = [];
const watch = (async () => {
  while (!ended) {
    const metrics = await fetch(`${base}/metrics`).then((answer) => answer.text());
    const bytes = Number(/^process_resident_memory_bytes (\d+)/m.exec(metrics)?.[1] ?? 0);
    memory.push(Math.round(bytes / 1e6));
    await sleep(Math.max(1000, (seconds * 1000) / 60));
  }
})();

// The writer replaces the same thousand articles again and again, so that the index stays as large as it is.
const written = { batches: 0, refused: 0, took: [] };
const write = (async () => {
  const pause = 1000 / Number(options["writes-per-second"]);
  for (let batch = 0; !ended; batch++) {
    const articles = Array.from({ length: 5 }, (_, at) => ({
      id: `load/${(batch * 5 + at) % 1000}`,
      published: "2017-03-0" + (1 + (batch % 9)),
      text: `MOSUL, Iraq - A raid on Tuesday killed ${10 + ((batch + at) % 90)} people, a doctor said. It was raid ${batch}.`,
    }));
    const begun = performance.now();
    const answer = await fetch(`${base}/v1/articles`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: json(articles),
    });
    await answer.arrayBuffer();
    written.took.push(performance.now() - begun);
    answer.status === 200 ? written.batches++ : written.refused++;
    await sleep(pause);
  }
})();

const instance = autocannon({
  url: base,
  connections: Number(options.connections),
  duration: seconds,
  ...(Number(options.rate) > 0 ? { overallRate: Number(options.rate) } : {}),
  headers: { "accept-encoding": "gzip" },
  requests: reads.map((path) => ({ method: "GET", path })),
});
const statuses = {};
instance.on("response", (_client, status) => { statuses[status] = (statuses[status] ?? 0) + 1; });
const result = await instance;
ended = true;
await Promise.all([watch, write]);
server.kill("SIGTERM");
const code = await new Promise((done) => server.on("exit", done));
rmSync(work, { recursive: true });

const sorted = written.took.sort((one, other) => one - other);
const at = (share) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
const tenth = Math.max(1, Math.floor(memory.length / 10));
const mean = (list) => Math.round(list.reduce((sum, value) => sum + value, 0) / list.length);
const unwanted = Object.entries(statuses).filter(([status]) => !DELIBERATE.has(Number(status)));
console.log(json({
  seconds, connections: Number(options.connections), requests: result.requests.total, per_second: result.requests.average,
  milliseconds: { median: result.latency.p50, p90: result.latency.p90, p99: result.latency.p99, most: result.latency.max },
  statuses, errors: result.errors, timeouts: result.timeouts,
  writer: { batches: written.batches, refused: written.refused, median_ms: at(0.5), p99_ms: at(0.99) },
  memory_mb: {
    second_tenth: mean(memory.slice(tenth, 2 * tenth)), last_tenth: mean(memory.slice(-tenth)), most: Math.max(...memory), all: memory,
  },
  server_exit: code,
}));
process.exit(unwanted.length || result.errors || result.timeouts || written.refused || code !== 0 ? 1 : 0);
