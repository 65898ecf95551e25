/** Small marks for the brands, drawn here from plain shapes; decoration, the field says the rest. */
import type { Brand } from '../card-rules.ts';

type Shape = readonly [tag: 'rect' | 'circle' | 'path', attributes: string];

/** Attributes as "name=value" separated by ";"; the drawing area is 36 × 24. */
const CARD: Shape = ['rect', 'x=.5;y=.5;width=35;height=23;rx=3.500;fill=#fff;stroke=#d5d9e0'];
const MARKS: Readonly<Record<Brand, readonly Shape[]>> = {
  unknown: [
    ['rect', 'x=1;y=1;width=34;height=22;rx=4;fill=none;stroke=currentColor;stroke-width=1.5'],
    ['path', 'd=M1 8h34M6 17h8;stroke=currentColor;stroke-width=2;fill=none'],
  ],
  visa: [
    CARD,
    ['path', 'd=M7 19h22;stroke=#e9a820;stroke-width=1.5;fill=none'],
    [
      'path',
      'd=M7 7.500l2.500 8 4.500-8M17.500 7.500l-1.500 8M24.500 8.100c-5-1.600-5.400 2-3 3.200s2.500 4-3 3.200M25 15.500l4.500-8 1.500 8M27 13h3.500;stroke=#1a2a78;stroke-width=1.800;fill=none;stroke-linejoin=round',
    ],
  ],
  mastercard: [
    CARD,
    ['circle', 'cx=14;cy=12;r=7;fill=#d8232a'],
    ['circle', 'cx=22;cy=12;r=7;fill=#f39c1f;fill-opacity=.85'],
  ],
  amex: [
    ['rect', 'width=36;height=24;rx=4;fill=#1f72cd'],
    [
      'path',
      'd=M5 16l3.5-8 3.5 8M6.2 13.400h4.600M14.5 16V8l4 5 4-5v8M25 8l6 8M31 8l-6 8;stroke=#fff;stroke-width=1.6;fill=none;stroke-linejoin=round',
    ],
  ],
  discover: [
    CARD,
    ['path', 'd=M36 13v7a4 4 0 0 1-4 4H12c10-1 19-5 24-11z;fill=#f47216'],
    ['circle', 'cx=19;cy=10;r=5;fill=#f47216'],
  ],
  diners: [
    CARD,
    ['circle', 'cx=18;cy=12;r=8;fill=#0a5ca8'],
    ['path', 'd=M15.5 7v10a5.5 5.5 0 0 1 0-10zM20.5 7v10a5.5 5.5 0 0 0 0-10z;fill=#fff'],
  ],
  jcb: [
    CARD,
    ['rect', 'x=8;y=5;width=6;height=14;rx=2.5;fill=#0f62ac'],
    ['rect', 'x=15;y=5;width=6;height=14;rx=2.5;fill=#c8102e'],
    ['rect', 'x=22;y=5;width=6;height=14;rx=2.5;fill=#178a3a'],
  ],
  unionpay: [
    CARD,
    ['path', 'd=M10 5h7l-3 14H7z;fill=#d0202e'],
    ['path', 'd=M17 5h7l-3 14h-7z;fill=#00447c'],
    ['path', 'd=M24 5h6l-3 14h-6z;fill=#007b84'],
  ],
};

const SVG = 'http://www.w3.org/2000/svg';

export function drawMark(brand: Brand): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 36 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'mark');
  for (const [tag, attributes] of MARKS[brand]) {
    const shape = document.createElementNS(SVG, tag);
    for (const pair of attributes.split(';')) {
      const [name = '', value = ''] = pair.split('=');
      shape.setAttribute(name, value);
    }
    svg.append(shape);
  }
  return svg;
}
