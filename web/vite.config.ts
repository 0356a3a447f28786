// Builds the page into one folder that the program embeds: index.html and assets/, whose names carry their hash.
import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  build: {
    outDir: process.env["WARWIRE_PAGE_OUT"] ?? "dist",
    emptyOutDir: true,
    // The server's Content-Security-Policy takes no data: URLs, so that nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
  },
  // `npm run dev` shows changes at once, with the answers of `warwire serve`.
  server: { proxy: { "/v1": process.env["WARWIRE"] ?? "http://127.0.0.1:7878" } },
});
