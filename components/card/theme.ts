/**
 * Reads the look of the page as plain values for the frame, which shares no stylesheet with it.
 * The probe wears the tokens as ordinary CSS properties, so that the browser resolves every
 * variable, unit and `light-dark()` for us.
 */
import { css } from 'lit';
import type { Theme } from '../../server/bank/protocol.ts';

/**
 * The one-millisecond transitions make the browser tell when any of the values change; the animation
 * tells when the probe is rendered again, because what changes unseen has no transition.
 */
export const probeStyles = css`
  .probe {
    position: absolute;
    visibility: hidden;
    pointer-events: none;
    inline-size: 0;
    color: var(--_text);
    background-color: var(--_field);
    border: var(--_line) solid var(--_field-border);
    border-bottom-color: var(--_muted);
    border-radius: var(--_radius);
    outline: 1px solid var(--_focus);
    text-decoration-color: var(--_danger);
    text-emphasis-color: var(--_surface);
    column-rule-color: var(--_accent);
    caret-color: light-dark(#fff, #000);
    block-size: var(--_height);
    column-gap: var(--_gap);
    transition: all 1ms allow-discrete;
    animation: seen 1ms;
  }
  @keyframes seen {
    to {
      opacity: 0;
    }
  }
`;

export function readTheme(probe: Element): Theme {
  const style = getComputedStyle(probe);
  return {
    colorScheme: style.caretColor === 'rgb(0, 0, 0)' ? 'dark' : 'light',
    tokens: {
      'color-text': style.color,
      'color-muted': style.borderBottomColor,
      'color-surface': style.textEmphasisColor,
      'color-field': style.backgroundColor,
      'color-border': style.borderTopColor,
      'color-accent': style.columnRuleColor,
      'color-danger': style.textDecorationColor,
      'color-focus': style.outlineColor,
      'font-family': style.fontFamily,
      'font-size': style.fontSize,
      radius: style.borderTopLeftRadius,
      'border-width': style.borderTopWidth,
      'field-height': style.height,
      gap: style.columnGap,
    },
  };
}
