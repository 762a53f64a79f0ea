// A QR code as SVG. Black on white whatever the theme: cameras expect it.
import { renderSVG } from 'uqr';
import { Markup } from '../public-pages/html.ts';

export function qrSvg(text: string): string {
  return renderSVG(text, { ecc: 'M', border: 4 });
}

/** For a page: what it shows is said beside it. */
export function qrImage(text: string): Markup {
  return new Markup(qrSvg(text).replace('<svg ', '<svg aria-hidden="true" focusable="false" '));
}
