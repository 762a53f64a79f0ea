// The end of a button's address as the platform takes it: an address holds plain letters, so all else is written as its bytes.
// Source: Meta's page on template components, "URL encoding". Pure.

/** What is written as an address already stays: its signs, and letters that stand there as bytes. */
export function addressEnd(text: string): string {
  return text
    .toWellFormed()
    .replace(/%(?![0-9A-Fa-f]{2})|[^!-~]|["<>\\^`{|}:]/gu, (sign) => encodeURIComponent(sign));
}
