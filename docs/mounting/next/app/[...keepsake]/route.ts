/** Every address that no page and no other route of yours takes is answered by Keepsake. */
import { keepsake } from '../../keepsake.ts';

export const dynamic = 'force-dynamic';

async function answer(request: Request): Promise<Response> {
  return (await keepsake()).fetch(request);
}

export { answer as DELETE, answer as GET, answer as OPTIONS, answer as POST };
