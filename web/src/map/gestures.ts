// Dragging, pinching and the wheel, as changes of the view. The wheel zooms only a map that has the focus, or with Ctrl, so
// that the page can be scrolled past it.

import { type Point, type View, zoomed } from "./projection";

interface Moved {
  view(): View;
  move(view: View): void;
}

export function dragging(stage: HTMLElement, moved: Moved): void {
  const pointers = new Map<number, Point>();
  let travelled = 0;

  const local = (event: PointerEvent | WheelEvent): Point => {
    const box = stage.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    pointers.set(event.pointerId, local(event));
    travelled = 0;
  });
  stage.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = local(event);
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    travelled += Math.hypot(now.x - before.x, now.y - before.y);
    if (travelled < 4) return;
    if (!stage.hasPointerCapture(event.pointerId)) stage.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, now);
    const view = moved.view();
    if (other) {
      const factor = Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
      moved.move(zoomed(view, factor, other));
    } else {
      moved.move({ ...view, x: view.x + now.x - before.x, y: view.y + now.y - before.y });
    }
  });
  const end = (event: PointerEvent): void => void pointers.delete(event.pointerId);
  stage.addEventListener("pointerup", end);
  stage.addEventListener("pointercancel", end);
  // A drag that ends on a circle is no click on it.
  stage.addEventListener("click", (event) => (travelled >= 4 ? event.stopPropagation() : undefined), true);

  stage.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !stage.contains(document.activeElement)) return;
      event.preventDefault();
      moved.move(zoomed(moved.view(), Math.exp(-event.deltaY / 400), local(event)));
    },
    { passive: false },
  );
  stage.addEventListener("dblclick", (event) => {
    const box = stage.getBoundingClientRect();
    moved.move(zoomed(moved.view(), 2, { x: event.clientX - box.left, y: event.clientY - box.top }));
  });
}
