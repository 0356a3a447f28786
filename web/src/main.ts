// Starts the page: reads the address, asks the server, and hands the answers to the views. It holds the only state.

import { announce, h } from "./dom";
import { Frame } from "./frame";
import { bindKeys } from "./keys";
import { Loader } from "./loader";
import { type State, readState, writeState } from "./state";

const page = document.querySelector("#page");
if (page) start(page);

function start(root: Element): void {
  let state = readState(location.search);

  const frame = new Frame(root, update);
  const loader = new Loader((loaded) => frame.show(state, loaded));

  /** The one way in which anything changes. A change that is only a nuance of the last one replaces it in the history. */
  function update(change: Partial<State>, nuance = false): void {
    const next = { ...state, pages: 1, ...change };
    const address = writeState(next);
    if (address === writeState(state)) return;
    state = next;
    if (nuance) history.replaceState(null, "", address || location.pathname);
    else history.pushState(null, "", address || location.pathname);
    load();
  }

  function load(): void {
    document.title = state.question ? `${state.question} · warwire` : "warwire";
    void loader.load(state);
  }

  addEventListener("popstate", () => {
    state = readState(location.search);
    load();
  });
  document.body.append(h("div", { id: "announcement", class: "unseen", "aria-live": "polite" }));
  bindKeys(frame, () => state, update);
  load();
  announce("");
}
