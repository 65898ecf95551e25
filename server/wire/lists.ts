/** The list envelope, the same for every noun. */

export function encodeList(
  url: string,
  data: readonly unknown[],
  hasMore: boolean,
): Record<string, unknown> {
  return { object: 'list', data, has_more: hasMore, url };
}
