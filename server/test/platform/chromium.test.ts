import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';

let browser: Browser | undefined;
let server: Server | undefined;
let port: number;

beforeAll(async () => {
  browser = await launchChromium();
  const pages = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<!doctype html><title>সম্পর্ক</title><p id="greeting">আপনার সাথে সম্পর্ক</p>');
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

it('renders Bengali from a server on this machine', async () => {
  const page = await browser!.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  expect(await page.title()).toBe('সম্পর্ক');
  expect(await page.textContent('#greeting')).toBe('আপনার সাথে সম্পর্ক');
  await page.close();
});
