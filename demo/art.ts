/**
 * The shop's pictures: flat shapes in a few inks that overprint each other, drawn as inline SVG so
 * that the page's own style sheet colours them. They know nothing of products or pages.
 */
import { raw } from 'hono/html';

const sheet = (x: number, y: number, w: number, h: number, ink = 'paper', rest = '') =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="5" class="${ink}" ${rest}/>`;

const rules = (x: number, y: number, width: number, count: number, gap: number) =>
  Array.from(
    { length: count },
    (_, i) => `<path d="M${x} ${y + i * gap}h${i === count - 1 ? width * 0.6 : width}"/>`,
  ).join('');

const shadow = (cx: number, cy: number, rx: number) =>
  `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${Math.round(rx / 11)}" class="shade"/>`;

const FLOWER = Array.from(
  { length: 6 },
  (_, i) => `<ellipse cx="0" cy="-25" rx="13" ry="22" transform="rotate(${i * 60})"/>`,
).join('');

const POSTCARDS = `
  ${shadow(204, 338, 140)}
  <g transform="rotate(-13 200 200)">
    ${sheet(66, 128, 236, 164, 'blue')}
    <circle cx="246" cy="176" r="30" class="butter"/>
    <path d="M66 246q40-44 82-14t74-10 80 6v59a5 5 0 0 1-5 5H71a5 5 0 0 1-5-5z" class="mint over"/>
  </g>
  <g transform="rotate(7 220 220)">
    ${sheet(108, 138, 236, 164)}
    <path d="M122 258a70 70 0 0 1 140 0z" class="orange"/>
    <path d="M122 258q20-10 40 0t40 0 40 0 40 0 48 0v30H122z" class="blue over"/>
    <rect x="290" y="152" width="38" height="46" class="rose"/>
    <circle cx="298" cy="190" r="24" class="line over"/>
    <path d="M262 182q8-6 16 0t16 0M262 192q8-6 16 0t16 0" class="line over"/>
  </g>`;

const LETTERS = `
  ${shadow(200, 342, 136)}
  <g transform="rotate(-5 200 200)">
    ${sheet(104, 62, 192, 200)}
    <g class="line thin">${rules(130, 96, 140, 5, 22)}</g>
    <path d="M68 176 200 84l132 92z" class="butter over"/>
    <path d="M68 176h264v148a6 6 0 0 1-6 6H74a6 6 0 0 1-6-6z" class="blue"/>
    <path d="M68 178 190 274q10 8 20 0l122-96" class="line light"/>
    <path d="M70 326l92-76M330 326l-92-76" class="line light"/>
    <circle cx="200" cy="276" r="21" class="orange"/>
    <g transform="translate(200 276) scale(.3)" class="paper">${FLOWER}</g>
  </g>`;

const NOTEBOOK = `
  ${shadow(210, 346, 124)}
  <g transform="rotate(9 240 200)">
    ${sheet(156, 78, 158, 252, 'rose')}
    <g class="blue over">${Array.from({ length: 5 }, (_, r) =>
      Array.from(
        { length: 3 },
        (_, c) => `<circle cx="${232 + c * 28}" cy="${112 + r * 46}" r="5"/>`,
      ).join(''),
    ).join('')}</g>
  </g>
  <g transform="rotate(-6 170 200)">
    ${sheet(92, 70, 164, 258, 'teal')}
    <path d="M92 75a5 5 0 0 1 5-5h21v258H97a5 5 0 0 1-5-5z" class="blue over"/>
    ${sheet(140, 112, 88, 58)}
    <g class="line thin">${rules(154, 132, 60, 2, 18)}</g>
    <path d="M234 70v258" class="line orange-line"/>
  </g>`;

const PENCIL_INKS = ['blue', 'orange', 'butter', 'rose', 'teal'];
const PENCILS = `
  ${shadow(200, 344, 128)}
  ${PENCIL_INKS.map((ink, i) => {
    const x = 84 + i * 50;
    const top = [96, 66, 108, 78, 116][i] ?? 90;
    return `<g transform="rotate(${(i - 2) * 3.2} ${x + 16} 340)">
      <path d="M${x} ${top + 50}l16-50 16 50z" class="wood"/>
      <path d="M${x + 10} ${top + 19}l6-19 6 19z" class="${ink}"/>
      <path d="M${x} ${top + 50}q5.3-9 10.6 0 5.3-9 10.7 0 5.3-9 10.7 0V332a6 6 0 0 1-6 6H${x + 6}a6 6 0 0 1-6-6z" class="${ink}"/>
      <path d="M${x + 21.3} ${top + 50}q5.3-9 10.7 0V332a6 6 0 0 1-6 6h-4.7z" class="${ink} over"/>
      <path d="M${x + 10.6} ${top + 64}V326" class="line light thin"/>
    </g>`;
  }).join('')}`;

const CALENDAR = `
  ${shadow(200, 352, 118)}
  <circle cx="200" cy="50" r="15" class="line"/>
  ${sheet(92, 62, 216, 284)}
  <path d="M92 67a5 5 0 0 1 5-5h206a5 5 0 0 1 5 5v137H92z" class="sky"/>
  <circle cx="246" cy="112" r="29" class="orange"/>
  <path d="M92 204v-34q44-54 88-18t64-6 64-22v80z" class="teal over"/>
  <path d="M92 204v-14q56-26 112-8t104-12v34z" class="blue over"/>
  <g class="ink">${Array.from({ length: 35 }, (_, i) => {
    const [x, y] = [114 + (i % 7) * 28.7, 230 + Math.floor(i / 7) * 23];
    return i < 2 || i > 32 ? '' : `<circle cx="${x}" cy="${y}" r="${i === 17 ? 0 : 4.2}"/>`;
  }).join('')}</g>
  <circle cx="200" cy="276" r="10" class="orange"/>`;

const roll = (x: number, top: number, ink: string, pattern: string) => `
  <g transform="translate(${x} ${top})">
    <path d="M0 0h64v${316 - top}q0 14-32 14t-32-14z" class="${ink}"/>
    ${pattern}
    <path d="M44 0h20v${316 - top}q0 9-20 13z" class="${ink} over"/>
    <ellipse cx="32" cy="0" rx="32" ry="13" class="paper"/>
    <path d="M58 0a26 9 0 1 1-26-9 18 7 0 1 0 18 7 11 4 0 1 1-11-4" class="line hair"/>
  </g>`;

const dots = (ink: string, rows: number) =>
  Array.from(
    { length: rows },
    (_, i) => `<circle cx="${i % 2 ? 46 : 18}" cy="${34 + i * 27}" r="8" class="${ink}"/>`,
  ).join('');
const waves = (rows: number) =>
  Array.from(
    { length: rows },
    (_, i) => `<path d="M0 ${36 + i * 26}q16-14 32 0t32 0" class="line light"/>`,
  ).join('');

const WRAP = `
  ${shadow(200, 338, 136)}
  <g transform="rotate(-5 130 330)">${roll(106, 98, 'orange', dots('butter', 8))}</g>
  ${roll(168, 62, 'blue', waves(9))}
  <g transform="rotate(5 270 330)">${roll(230, 116, 'rose', dots('orange', 7))}</g>
  <path d="M95 212q105 30 210 0l2 32q-107 32-214 0z" class="paper"/>
  <circle cx="200" cy="242" r="22" class="teal"/>
  <g transform="translate(200 242) scale(.32)" class="paper">${FLOWER}</g>`;

const STAMP = `
  ${shadow(150, 334, 88)}
  <g transform="translate(286 262) rotate(12)">
    <rect x="-62" y="-62" width="124" height="124" rx="6" class="paper"/>
    <g class="orange">${FLOWER}</g><circle r="11" class="blue over"/>
  </g>
  <g transform="rotate(-4 150 200)">
    <circle cx="150" cy="104" r="42" class="wood"/>
    <path d="M108 104a42 42 0 0 0 42 42 42 42 0 0 0 42-42q-14 26-42 26t-42-26z" class="wood over"/>
    <path d="M130 140h40q-6 66 30 92H100q36-26 30-92z" class="wood"/>
    <path d="M152 140h18q-6 66 30 92h-30q-22-30-18-92z" class="wood over"/>
    <rect x="84" y="230" width="132" height="66" rx="6" class="blue"/>
    <rect x="84" y="254" width="132" height="16" class="butter"/>
    <rect x="92" y="296" width="116" height="22" rx="3" class="orange"/>
  </g>`;

const BOX = `
  ${shadow(200, 344, 150)}
  <g transform="rotate(-9 160 160)">${sheet(98, 92, 128, 170)}<g class="line thin">${rules(116, 120, 90, 4, 18)}</g></g>
  <g transform="rotate(7 250 160)">
    ${sheet(182, 104, 136, 150, 'rose')}<path d="M182 109l68 56 68-56" class="line"/>
  </g>
  <path d="M62 206h276v122a8 8 0 0 1-8 8H70a8 8 0 0 1-8-8z" class="teal"/>
  <path d="M62 206h276v24H62z" class="blue over"/>
  ${sheet(154, 254, 92, 46)}
  <g transform="translate(200 277) scale(.34)" class="orange">${FLOWER}</g>
  <g transform="rotate(-14 92 88)">
    <path d="M40 66h274a8 8 0 0 1 8 8v40H32V74a8 8 0 0 1 8-8z" class="teal"/>
    <path d="M32 94h290v20H32z" class="blue over"/>
  </g>`;

const COFFEE = `
  ${shadow(204, 346, 146)}
  <g transform="rotate(-4 150 210)">
    <path d="M78 112h148l14 26v192a8 8 0 0 1-8 8H72a8 8 0 0 1-8-8V138z" class="blue"/>
    <path d="M82 66h140a6 6 0 0 1 6 6v40H76V72a6 6 0 0 1 6-6z" class="teal"/>
    <path d="M64 138h176M78 112h148" class="line light"/>
    ${sheet(92, 170, 120, 124)}
    <g transform="translate(152 214) scale(.42)" class="orange">${FLOWER}</g>
    <circle cx="152" cy="214" r="6" class="paper"/>
    <g class="line thin"><path d="M114 262h76M128 277h48"/></g>
  </g>
  <path d="M270 214q-14-16 0-32t0-32M302 214q-14-16 0-32t0-32" class="line thin"/>
  <path d="M340 264q36-6 36 24t-44 32" class="orange-line" fill="none"/>
  <path d="M226 248h122v42a50 50 0 0 1-50 50h-22a50 50 0 0 1-50-50z" class="orange"/>
  <ellipse cx="287" cy="248" rx="61" ry="15" class="paper"/>
  <ellipse cx="287" cy="250" rx="50" ry="10" class="ink"/>`;

const HERO = `
  <circle cx="418" cy="178" r="138" class="rose"/>
  <path d="M0 420V300q120-120 250-44t200-30 190-56v250z" class="teal over"/>
  <path d="M0 420v-50q150-70 300-22t340-58v130z" class="blue over"/>
  <g transform="translate(70 66) rotate(-8)">
    <rect width="270" height="186" rx="6" class="paper"/>
    <path d="M3 3l122 96q10 8 20 0L267 3" class="line"/>
    <circle cx="135" cy="104" r="20" class="orange"/>
    <g transform="translate(135 104) scale(.28)" class="paper">${FLOWER}</g>
  </g>
  <path d="M486 96q12-18 26-2 14-16 26 2M556 146q9-14 20-2 11-12 20 2" class="line"/>`;

const ART = {
  postcards: POSTCARDS,
  letters: LETTERS,
  notebook: NOTEBOOK,
  pencils: PENCILS,
  calendar: CALENDAR,
  wrap: WRAP,
  stamp: STAMP,
  box: BOX,
  coffee: COFFEE,
} as const;
export type ArtName = keyof typeof ART;

/** A product's picture, square; decoration, because its name always stands beside it. */
export function picture(name: ArtName) {
  return raw(`<svg class="art" viewBox="0 0 400 400" aria-hidden="true">${ART[name]}</svg>`);
}

/** The wide picture on the shop's front. */
export function frontPicture() {
  return raw(
    `<svg class="art" viewBox="0 0 640 420" preserveAspectRatio="xMidYMid slice" aria-hidden="true">${HERO}</svg>`,
  );
}

/** The shop's mark: two inks and where they meet. */
export function mark() {
  return raw(
    `<svg class="art mark" viewBox="0 0 44 32" aria-hidden="true"><rect x="2" y="4" width="24" height="24" rx="3" class="blue"/><circle cx="29" cy="16" r="13" class="orange over"/></svg>`,
  );
}
