// The same answer for another tool: links that the browser saves.

import { MOST_SAVED, exportAddress } from "./api";
import { h } from "./dom";
import { type State, narrowedParameters } from "./state";
import { number } from "./words";

const FORMATS = [
  ["csv", "CSV"],
  ["jsonl", "JSON Lines"],
  ["geojson", "GeoJSON"],
] as const;

/** Links to the answer to the present question in every format. */
export function exportLinks(state: State, total: number): HTMLElement {
  const endpoint = state.view === "toll" ? "toll" : "search";
  const parameters = narrowedParameters(state);
  return h(
    "p",
    { class: "exports" },
    h("span", { class: "quiet" }, endpoint === "search" && total > MOST_SAVED ? `Save the first ${number(MOST_SAVED)} reports as ` : "Save "),
    ...FORMATS.flatMap(([format, name], index) => [
      index > 0 ? " · " : "",
      h("a", { href: exportAddress(endpoint, parameters, format), download: `warwire-${endpoint}.${format}`, "data-export": format, title: endpoint === "toll" ? "Save the events" : "Save the figures" }, name),
    ]),
  );
}
