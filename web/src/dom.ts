// Makes elements. Text is only ever set as text, so that nothing in an article can become markup.

type Child = Node | string | number | null | undefined | false;
type Attributes = Record<string, string | number | boolean | null | undefined | ((event: never) => void)>;

/** An HTML element; attributes named `onclick`, `oninput` … are listeners; null and false leave an attribute out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function s<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function fill<E extends Element>(element: E, attributes: Attributes, children: Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value as EventListener);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  element.append(...children.filter(isShown).map((child) => (typeof child === "number" ? String(child) : child)));
  return element;
}

function isShown(child: Child): child is Node | string | number {
  return child !== null && child !== undefined && child !== false && child !== "";
}

/** Replaces what an element holds and keeps the keyboard's place, by the `data-key` of the focused element. */
export function show(parent: Element, ...children: Child[]): void {
  const focused = document.activeElement;
  const key = (focused instanceof HTMLElement || focused instanceof SVGElement) && parent.contains(focused) ? focused.dataset["key"] : undefined;
  parent.replaceChildren(...children.filter(isShown).map(textOrNode));
  if (key !== undefined) parent.querySelector<HTMLElement | SVGElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

function textOrNode(child: Node | string | number): Node | string {
  return child instanceof Node ? child : String(child);
}

/** Puts a separator between children. */
export function joined(children: (Node | string)[], separator: string): (Node | string)[] {
  return children.flatMap((child, index) => (index === 0 ? [child] : [separator, child]));
}

/** Says something to a screen reader, without showing it. */
export function announce(text: string): void {
  const region = document.querySelector("#announcement");
  if (region) region.textContent = text;
}

/** The text of a span given in code points. */
export class CodePoints {
  private readonly points: string[];

  constructor(text: string) {
    this.points = Array.from(text);
  }

  slice(from: number, to: number): string {
    return this.points.slice(from, to).join("");
  }

  get length(): number {
    return this.points.length;
  }
}
