// The page is tested in Debian's Chromium against the real program with its own corpus.
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";

const program = process.env["WARWIRE_PROGRAM"] ?? "../target/debug/warwire";
const port = process.env["WARWIRE_PORT"] ?? "7899";

// An index of their own, so that no other program that reads the same corpus renews it beneath them.
const env = { XDG_CACHE_HOME: join(tmpdir(), `warwire-page-tests-${port}`) };

export default defineConfig({
  testDir: "tests",
  timeout: 30_000,
  workers: 2,
  forbidOnly: !!process.env["CI"],
  reporter: [["list"]],
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      args: [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
      ],
    },
  },
  webServer: [
    {
      command: `${program} serve --corpus ../corpus --listen 127.0.0.1:${port}`,
      url: `http://127.0.0.1:${port}/healthz`,
      timeout: 120_000,
      reuseExistingServer: false,
      env,
    },
    {
      command: `${program} serve --corpus tests/hostile.jsonl --listen 127.0.0.1:${Number(port) + 1}`,
      url: `http://127.0.0.1:${Number(port) + 1}/healthz`,
      timeout: 120_000,
      reuseExistingServer: false,
      env,
    },
  ],
});
