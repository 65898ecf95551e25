/**
 * What a test asks of a browser that is no Chromium, whoever drives it and however: a page of its
 * own, keys as a keyboard sends them, a size, what the system would prefer, a look at the screen.
 */

/** What the buyer's system asks for. Absent: as it was. */
export interface Media {
  readonly colorScheme?: 'dark' | 'light' | null;
  readonly reducedMotion?: 'reduce' | 'no-preference' | null;
  readonly forcedColors?: 'active' | 'none' | null;
}

export interface Tab {
  goto(url: string): Promise<void>;
  url(): Promise<string>;
  /**
   * Runs the body of a function and gives what it returns, which has to be JSON.
   * @param frame the title of the frame to run it in, in place of the page
   */
  run(body: string, frame?: string): Promise<unknown>;
  /** Presses a key by its name (`Tab`, `Shift+Tab`, `ArrowDown`, `a`). */
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  /** Presses and releases the first button of the mouse there, in CSS pixels of the window. */
  click(x: number, y: number): Promise<void>;
  /** The size of what a page can fill, in CSS pixels. */
  resize(width: number, height: number): Promise<void>;
  /** Throws where the engine has no way to. */
  prefer(media: Media): Promise<void>;
  /** What is in the window now, as a PNG. */
  screenshot(): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface Engine {
  readonly name: 'Firefox' | 'WebKit';
  readonly version: string;
  /** A page that shares neither storage nor cookies with another one. */
  open(): Promise<Tab>;
  close(): Promise<void>;
}
