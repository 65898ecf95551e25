/** What the modal dialogs have in common. */
import { css } from 'lit';

export const dialogStyles = css`
  dialog {
    max-block-size: calc(100dvh - 2rem);
    padding: 0;
    overflow: auto;
    border: var(--_line) solid var(--_border);
    border-radius: calc(var(--_radius) * 1.4);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: 0 1rem 3rem #0006;
  }
  dialog::backdrop {
    background: #0b0d1299;
  }
`;
