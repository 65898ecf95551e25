/** What can be read off the address of a frame, and what this browser lets a frame do. */

/** Whether two addresses open the same page, for different sessions. */
export function isSamePage(one: string | undefined, other: string): boolean {
  const plain = (url: string | undefined) => url?.split('?', 1)[0];
  return Boolean(one) && plain(one) === plain(other);
}

/** Null where no message could be addressed: an unreadable or an opaque origin. */
export function originOf(url: string): string | null {
  try {
    const { origin } = new URL(url);
    return origin === 'null' ? null : origin;
  } catch {
    return null;
  }
}

/** Asked, because naming a feature that a browser does not know makes it complain. */
export function knowsFeature(name: string): boolean {
  if (!('featurePolicy' in document)) return false;
  const { featurePolicy } = document;
  if (typeof featurePolicy !== 'object' || featurePolicy === null) return false;
  if (!('features' in featurePolicy) || typeof featurePolicy.features !== 'function') return false;
  const features: unknown = featurePolicy.features();
  return Array.isArray(features) && features.includes(name);
}
