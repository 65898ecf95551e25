/**
 * Starts the due work with `next start`, which lives as long as its process. Where functions come and
 * go, leave this file out and let `keepsake worker` run elsewhere, on the same PostgreSQL.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { keepsake } = await import('./keepsake.ts');
  (await keepsake()).worker.start();
}
