/**
 * Every public `--keepsake-*` property with its default: the one list of what a page may restyle.
 * Elements read the private `--_*` twins only, so a default lives here and nowhere else. Colors
 * follow the used `color-scheme`; the `theme` attribute merely forces one.
 */
import { css } from 'lit';

export const tokens = css`
  :host {
    --_text: var(--keepsake-color-text, light-dark(#171a21, #eef0f4));
    --_muted: var(--keepsake-color-muted, light-dark(#596172, #a7afbd));
    --_surface: var(--keepsake-color-surface, light-dark(#ffffff, #16181d));
    --_tint: var(--keepsake-color-tint, light-dark(#f5f7fb, #1d2027));
    --_field: var(--keepsake-color-field, light-dark(#ffffff, #111318));
    --_border: var(--keepsake-color-border, light-dark(#dce0e8, #343a46));
    --_field-border: var(--keepsake-color-field-border, light-dark(#868e9d, #737c8c));
    --_accent: var(--keepsake-color-accent, light-dark(#2447d6, #9db0ff));
    --_on-accent: var(--keepsake-color-on-accent, light-dark(#ffffff, #0c1126));
    --_danger: var(--keepsake-color-danger, light-dark(#b3261e, #ffb3ab));
    --_success: var(--keepsake-color-success, light-dark(#13703f, #7fdaa6));
    --_focus: var(--keepsake-color-focus, var(--_accent));
    --_font: var(--keepsake-font-family, system-ui, sans-serif);
    --_size: var(--keepsake-font-size, 1rem);
    --_radius: var(--keepsake-radius, 0.625rem);
    --_line: var(--keepsake-border-width, 1px);
    --_height: var(--keepsake-field-height, 2.75rem);
    --_gap: var(--keepsake-gap, 1rem);
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
`;
