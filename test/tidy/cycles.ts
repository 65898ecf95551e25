/**
 * Finds the knots of a graph: groups in which every member reaches every other. Pure; it knows
 * nothing of files.
 */

export type Graph = ReadonlyMap<string, readonly string[]>;

/** Each knot with its members in order; a node that points at itself is one too. (Tarjan.) */
export function findCycles(graph: Graph): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const knots: string[][] = [];

  function visit(node: string): number {
    const mine = index.size;
    index.set(node, mine);
    low.set(node, mine);
    stack.push(node);
    onStack.add(node);
    let lowest = mine;
    for (const next of graph.get(node) ?? []) {
      const seen = index.get(next);
      if (seen === undefined) lowest = Math.min(lowest, visit(next));
      else if (onStack.has(next)) lowest = Math.min(lowest, seen);
    }
    low.set(node, lowest);
    if (lowest === mine) {
      const members = stack.splice(stack.indexOf(node));
      for (const member of members) onStack.delete(member);
      const loops = members.length > 1 || (graph.get(node) ?? []).includes(node);
      if (loops) knots.push(members.sort());
    }
    return lowest;
  }

  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return knots;
}
