// For those who do not use a mouse, or do not see the page: axe, the keyboard, a phone.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";

const ASKED = `?q=${encodeURIComponent("civilian deaths near Raqa in November 2016")}`;
const STATES: [string, string][] = [
  ["the front", "/"],
  ["an answer", ASKED],
  ["the events", `${ASKED}&view=toll`],
  ["a report", `${ASKED}&article=syria/al-heisha-toll-rises`],
  ["nothing found", `?q=${encodeURIComponent("journalists killed near Raqa in November 2016")}`],
];

for (const scheme of ["light", "dark"] as const) {
  for (const [name, address] of STATES) {
    test(`axe finds nothing serious in ${name}, ${scheme}`, async ({ page }) => {
      test.setTimeout(90_000);
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(address);
      await page.waitForLoadState("networkidle");
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    });
  }
}

test("the keyboard reaches box, reports, timeline, map, exports and help", async ({ page }) => {
  await page.goto(ASKED);
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Question" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("j");
  await expect(page.locator(".hit__link").first()).toBeFocused();
  await page.keyboard.press("j");
  await expect(page.locator(".hit__link").nth(1)).toBeFocused();
  await page.keyboard.press("k");
  await page.keyboard.press("o");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("t");
  await expect(page.locator(".bin:focus")).toHaveCount(1);
  await page.keyboard.press("m");
  await expect(page.locator(".map__stage")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("button", { name: "Search this area" })).toBeVisible();
  await page.keyboard.press("e");
  await expect(page.locator("[data-export=csv]")).toBeFocused();
  await page.keyboard.press("?");
  await expect(page.locator(".help")).toBeVisible();
});

for (const [name, address] of STATES) {
  test(`nothing runs over the edge of a phone in ${name}`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(address);
    await page.waitForLoadState("networkidle");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
}
