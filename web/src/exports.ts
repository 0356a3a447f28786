// The same answer for another tool: links that the browser saves.

import { exportAddress } from "./api";
import { h } from "./dom";
import { type State, narrowedParameters } from "./state";

const FORMATS = [
  ["csv", "CSV"],
  ["jsonl", "JSON Lines"],
  ["geojson", "GeoJSON"],
] as const;

/** Links to the answer to the present question in every format. */
export function exportLinks(state: State): HTMLElement {
  const endpoint = state.view === "toll" ? "toll" : "search";
  const parameters = narrowedParameters(state);
  return h(
    "p",
    { class: "exports" },
    h("span", { class: "quiet" }, "Save "),
    ...FORMATS.flatMap(([format, name], index) => [
      index > 0 ? " · " : "",
      h("a", { href: exportAddress(endpoint, parameters, format), download: `warwire-${endpoint}.${format}`, "data-export": format, title: endpoint === "toll" ? "Save the events" : "Save the figures" }, name),
    ]),
  );
}
