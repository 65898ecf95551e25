/** The theme `pop`: violet, round and lively; buttons are pills and blocks float a little. */
import { css } from 'lit';

export const theme = css`
  :host {
    --_t-text: light-dark(#1b1433, #f3efff);
    --_t-muted: light-dark(#5b5378, #b8add8);
    --_t-surface: light-dark(#ffffff, #1a142b);
    --_t-tint: light-dark(#f5f1ff, #241b3b);
    --_t-field: light-dark(#ffffff, #130e21);
    --_t-border: light-dark(#e0d8f6, #40345f);
    --_t-field-border: light-dark(#867cab, #8678b4);
    --_t-accent: light-dark(#6a2be2, #c5a9ff);
    --_t-on-accent: light-dark(#ffffff, #1d0b45);
    --_t-danger: light-dark(#bd143d, #ffb0be);
    --_t-success: light-dark(#0c754a, #7be2b4);
    --_t-radius: 0.875rem;
    --_t-button-radius: 2rem;
    --_t-shadow: 0 0.5rem 1.75rem light-dark(#4a1fa016, #0006);
  }
`;
