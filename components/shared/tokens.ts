/**
 * Every public `--keepsake-*` property with its default: the one list of what a page may restyle.
 * Elements read the private `--_*` twins only, so a default lives here and nowhere else. A theme
 * sets `--_t-*`, which a page's own property outdoes wherever it is set. Colors follow the used
 * `color-scheme`; the words `light` and `dark` in the `theme` attribute force one.
 */
import { css } from 'lit';

export const tokens = css`
  :host {
    --_text: var(--keepsake-color-text, var(--_t-text, light-dark(#171a21, #eef0f4)));
    --_muted: var(--keepsake-color-muted, var(--_t-muted, light-dark(#596172, #a7afbd)));
    --_surface: var(--keepsake-color-surface, var(--_t-surface, light-dark(#ffffff, #16181d)));
    --_tint: var(--keepsake-color-tint, var(--_t-tint, light-dark(#f5f7fb, #1d2027)));
    --_field: var(--keepsake-color-field, var(--_t-field, light-dark(#ffffff, #111318)));
    --_border: var(--keepsake-color-border, var(--_t-border, light-dark(#dce0e8, #343a46)));
    --_field-border: var(
      --keepsake-color-field-border,
      var(--_t-field-border, light-dark(#868e9d, #737c8c))
    );
    --_accent: var(--keepsake-color-accent, var(--_t-accent, light-dark(#2447d6, #9db0ff)));
    --_on-accent: var(
      --keepsake-color-on-accent,
      var(--_t-on-accent, light-dark(#ffffff, #0c1126))
    );
    --_danger: var(--keepsake-color-danger, var(--_t-danger, light-dark(#b3261e, #ffb3ab)));
    --_success: var(--keepsake-color-success, var(--_t-success, light-dark(#13703f, #7fdaa6)));
    --_focus: var(--keepsake-color-focus, var(--_accent));
    --_font: var(--keepsake-font-family, system-ui, sans-serif);
    --_heading: var(--keepsake-font-family-heading, var(--_t-heading, var(--_font)));
    --_size: var(--keepsake-font-size, 1rem);
    --_radius: var(--keepsake-radius, var(--_t-radius, 0.625rem));
    --_button-radius: var(--keepsake-button-radius, var(--_t-button-radius, var(--_radius)));
    --_line: var(--keepsake-border-width, 1px);
    --_height: var(--keepsake-field-height, var(--_t-height, 2.75rem));
    --_gap: var(--keepsake-gap, 1rem);
    --_shadow: var(--keepsake-shadow, var(--_t-shadow, none));
  }
  :host([theme~='light']) {
    color-scheme: light;
  }
  :host([theme~='dark']) {
    color-scheme: dark;
  }
`;
