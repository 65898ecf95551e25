/**
 * Hands a receipt to the buyer: as a page in a tab of its own, or as a file. How it is fetched is
 * not known here, only that it takes a moment and needs the secret, so that no plain link can do it.
 */

/** How long a fetched file can be reached by its address, in milliseconds. */
const REACHABLE_MS = 60_000;

function withAddress(file: Blob, use: (url: string) => void): void {
  const url = URL.createObjectURL(file);
  use(url);
  setTimeout(() => URL.revokeObjectURL(url), REACHABLE_MS);
}

/** @param name of the file, as the buyer will find it */
export function saveFile(file: Blob, name: string): void {
  withAddress(file, (url) => {
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
  });
}

/**
 * Opens the tab within the press, because browsers block one that opens later; where they block it
 * nevertheless, the page is saved instead.
 * @param name of the file in that case
 */
export async function openPage(page: Promise<Blob>, name: string): Promise<void> {
  const tab = open('', '_blank');
  try {
    const file = await page;
    if (!tab) saveFile(file, name);
    else {
      tab.opener = null;
      withAddress(file, (url) => tab.location.replace(url));
    }
  } catch (error) {
    tab?.close();
    throw error;
  }
}
