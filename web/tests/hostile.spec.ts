// Text of articles is hostile: whatever markup or odd Unicode it holds, it is shown as text and does nothing.
import { expect, test } from "@playwright/test";

const port = Number(process.env["WARWIRE_PORT"] ?? "7899") + 1;
const base = `http://127.0.0.1:${port}/`;

test("markup and script in an article are inert, in the list and in the report", async ({ page }) => {
  const refused: string[] = [];
  page.on("console", (message) => (message.type() === "error" ? refused.push(message.text()) : undefined));
  await page.goto(`${base}?q=killed`);
  await page.waitForLoadState("networkidle");
  await expect(page.locator(".hit")).toHaveCount(2);
  await expect(page.locator(".list")).toContainText("<b>Aleppo</b>");
  await page.goto(`${base}?q=killed&article=hostile/markup`);
  const report = page.getByRole("dialog");
  await expect(report).toContainText("<script>window.harmed=2</script>");
  await expect(report.locator("script, iframe, img, svg, a[href^=javascript]")).toHaveCount(0);
  expect(await page.evaluate(() => (window as unknown as { harmed?: number }).harmed)).toBeUndefined();
  expect(refused.filter((text) => text.includes("Content Security Policy"))).toEqual([]);
});

test("odd Unicode shifts no mark and breaks no line", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${base}?q=killed&article=hostile/unicode`);
  const report = page.getByRole("dialog");
  await expect(report.locator(".article__text mark").first()).toContainText(/killed seven civilians/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test("the page asks no other host", async ({ page }) => {
  const hosts = new Set<string>();
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  await page.goto(`${base}?q=killed`);
  await page.waitForLoadState("networkidle");
  expect([...hosts]).toEqual([`127.0.0.1:${port}`]);
});
