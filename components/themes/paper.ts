/** The theme `paper`: warm stock, ink and bottle green, nearly square, titles with serifs. */
import { css } from 'lit';

export const theme = css`
  :host {
    --_t-text: light-dark(#2a251e, #f3ecdf);
    --_t-muted: light-dark(#665b4d, #bcae99);
    --_t-surface: light-dark(#fffdf8, #211d18);
    --_t-tint: light-dark(#f7f1e5, #2b2620);
    --_t-field: light-dark(#fffefb, #191612);
    --_t-border: light-dark(#e2d8c6, #463d33);
    --_t-field-border: light-dark(#8f826f, #877b6b);
    --_t-accent: light-dark(#1e5a46, #93d3b4);
    --_t-on-accent: light-dark(#ffffff, #0c2018);
    --_t-danger: light-dark(#9a2a1a, #ffb5a4);
    --_t-success: light-dark(#2b6a3b, #97d5a4);
    --_t-heading: ui-serif, 'Iowan Old Style', Palatino, 'Palatino Linotype', Georgia, serif;
    --_t-radius: 0.25rem;
    --_t-shadow: 0 1px 2px #3a2c1414;
  }
`;
