import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';

const FONT = fileURLToPath(
  import.meta
    .resolve('@fontsource-variable/noto-sans-bengali/files/noto-sans-bengali-bengali-wght-normal.woff2'),
);
const PAGE = `<!doctype html><title>সম্পর্ক</title>
<style>@font-face { font-family: shipped; src: url(/font) format('woff2') } #greeting { font-size: 20px }</style>
<span id="greeting">আপনার সাথে সম্পর্ক</span>`;

let browser: Browser | undefined;
let server: Server | undefined;
let port: number;

beforeAll(async () => {
  browser = await launchChromium();
  const pages = createServer((request, response) => {
    if (request.url === '/font') return response.end(readFileSync(FONT));
    response.setHeader('content-type', 'text/html; charset=utf-8');
    return response.end(PAGE);
  });
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
  server = pages;
  port = (pages.address() as AddressInfo).port;
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

it('renders a page that comes with its address', async () => {
  const page = await browser!.newPage();
  await page.goto('data:text/html,<h1 style="width:200px;height:40px">Sampark</h1>');
  expect(await page.textContent('h1')).toBe('Sampark');
  expect(await page.evaluate('document.querySelector("h1").getBoundingClientRect().width')).toBe(200);
  expect((await page.screenshot()).byteLength).toBeGreaterThan(1_000);
  await page.close();
});

it('renders Bengali from a server on this machine with the font that we ship', async () => {
  const page = await browser!.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  expect(await page.title()).toBe('সম্পর্ক');
  expect(await page.textContent('#greeting')).toBe('আপনার সাথে সম্পর্ক');
  const width = 'document.querySelector("#greeting").getBoundingClientRect().width';
  // The browser has no Bengali of its own: until the font is there, it draws nothing or boxes.
  const before = await page.evaluate(width);
  await page.evaluate(
    'document.fonts.load("20px shipped", "স").then(() => (greeting.style.fontFamily = "shipped"))',
  );
  expect(await page.evaluate('document.fonts.check("20px shipped", "স")')).toBe(true);
  expect(await page.evaluate(width)).not.toBe(before);
  await page.close();
});
