#!/usr/bin/env python3
"""Indexes the same reports with warwire and with three engines that read nothing out of them, one after another.

    pip install tantivy whoosh
    cargo build --release
    python3 scripts/peers.py REPORTS.jsonl [target/release/warwire]

Prints a Markdown table: megabytes of text per second of processor time (user and system, children included), size of
the index over size of the text, seconds on the clock. REPORTS.jsonl has an object with `id`, `title`, `text` a line.
The engines index title and text with positions and store both, as warwire does.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time


def reports(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            report = json.loads(line)
            yield str(report.get("id", "")), report.get("title") or "", report.get("text") or ""


def with_tantivy(path, directory):
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("title", stored=True, tokenizer_name="en_stem")
    builder.add_text_field("text", stored=True, tokenizer_name="en_stem")
    index = tantivy.Index(builder.build(), path=directory)
    writer = index.writer(96_000_000, 1)
    for name, title, text in reports(path):
        writer.add_document(tantivy.Document(id=name, title=title, text=text))
    writer.commit()
    writer.wait_merging_threads()


def with_sqlite(path, directory):
    import sqlite3

    base = sqlite3.connect(os.path.join(directory, "fts.db"))
    base.execute("CREATE VIRTUAL TABLE report USING fts5(id UNINDEXED, title, text, tokenize='porter unicode61')")
    base.executemany("INSERT INTO report VALUES (?, ?, ?)", reports(path))
    base.execute("INSERT INTO report(report) VALUES ('optimize')")
    base.commit()
    base.close()


def with_whoosh(path, directory):
    from whoosh.analysis import StemmingAnalyzer
    from whoosh.fields import ID, TEXT, Schema
    from whoosh.index import create_in

    analyzer = StemmingAnalyzer()
    schema = Schema(id=ID(stored=True), title=TEXT(analyzer, stored=True), text=TEXT(analyzer, stored=True))
    writer = create_in(directory, schema).writer(limitmb=256)
    for name, title, text in reports(path):
        writer.add_document(id=name, title=title, text=text)
    writer.commit()


PEERS = {"tantivy": with_tantivy, "SQLite FTS5": with_sqlite, "Whoosh": with_whoosh}


def measured(command):
    """Seconds of processor time and on the clock of a command."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return used, time.monotonic() - began


def size_of(directory):
    return sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(directory) for name in names)


def main():
    if sys.argv[1] == "--peer":
        PEERS[sys.argv[2]](sys.argv[3], sys.argv[4])
        return
    path = sys.argv[1]
    program = sys.argv[2] if len(sys.argv) > 2 else "target/release/warwire"
    text = sum(len(text.encode()) for _, _, text in reports(path))
    print(f"{text / 1e6:.1f} MB of text\n")
    print("| engine | MB of text per CPU second | index / text | seconds |\n|---|---|---|---|")
    runs = [("warwire index (reads figures)", lambda at: [program, "index", "--quiet", "--index", at, path])]
    own = [sys.executable, os.path.abspath(__file__), "--peer"]
    runs += [(name, lambda at, name=name: own + [name, path, at]) for name in PEERS]
    for name, command in runs:
        directory = tempfile.mkdtemp()
        try:
            used, took = measured(command(directory))
            print(f"| {name} | {text / 1e6 / used:.1f} | {size_of(directory) / text:.2f} | {took:.1f} |", flush=True)
        except (subprocess.CalledProcessError, OSError) as error:
            print(f"| {name} | did not run: {error} | | |", flush=True)
        finally:
            shutil.rmtree(directory)


main()
