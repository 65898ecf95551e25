/**
 * Paying where a sync takes a millisecond longer, as on a real disk: units that arrive together
 * share one durable commit, held against the same program with a commit for each unit. The delay is
 * put between the program and the system by a small library that is compiled for this.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { duel } from './duel.ts';
import { type Load, rate, type Salvo } from './load.ts';
import { openTill } from './running/confirms.ts';
import { type Choices, startInstallation } from './running/installation.ts';
import { median, perSecond, type Row } from './table.ts';

const SYNC_MS = 1;
const CONNECTIONS = 32;
const WARM_UP = 1_500;
const PAYMENTS = 600;
const ROUNDS = 3;
const LIMIT = 4;
/** How many times the median the 99th percentile may be. */
const SPREAD = 4;

const SOURCE = `#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>
static void wait_for_the_disk(void) {
  struct timespec pause = { 0, ${SYNC_MS * 1_000_000} };
  nanosleep(&pause, 0);
}
int fsync(int fd) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  wait_for_the_disk();
  return real(fd);
}
int fdatasync(int fd) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  wait_for_the_disk();
  return real(fd);
}
`;

/** One durable commit for each unit, in the same program. */
const ALONE: NonNullable<Choices['plant']> = {
  name: 'a commit for each unit',
  file: 'storage/transaction.ts',
  text: 'const UNITS_PER_COMMIT = 64;',
  instead: 'const UNITS_PER_COMMIT = 1;',
};

/** @throws where no C compiler is */
function compileShim(folder: string): string {
  const [source, library] = [join(folder, 'slow-sync.c'), join(folder, 'slow-sync.so')];
  writeFileSync(source, SOURCE);
  execFileSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl']);
  return library;
}

export async function measureSlowDisk(load: Load): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-shim-'));
  const environment = { LD_PRELOAD: compileShim(folder) };
  const places = [
    await startInstallation({ environment }),
    await startInstallation({ environment, plant: ALONE }),
  ];
  const salvos: Salvo[] = [];
  try {
    const [shared, alone] = await Promise.all(places.map((place) => openTill(place, load)));
    if (!shared || !alone) throw new Error('two installations were started');
    await shared.pay(WARM_UP, CONNECTIONS);
    await alone.pay(WARM_UP / 3, CONNECTIONS);
    const { ours, baseline, ratio } = await duel(
      ROUNDS,
      async () => {
        const salvo = await shared.pay(PAYMENTS, CONNECTIONS);
        salvos.push(salvo);
        return rate(salvo);
      },
      async () => rate(await alone.pay(PAYMENTS / 2, CONNECTIONS)),
    );
    const spread = median(salvos.map((salvo) => salvo.p99Ms / salvo.medianMs));
    const p99 = median(salvos.map((salvo) => salvo.p99Ms));
    return [
      {
        name: `confirm, ${SYNC_MS} ms added to every sync`,
        ours: perSecond(ours),
        against: perSecond(baseline),
        ratio,
        limit: `≥ ${LIMIT.toFixed(2)}`,
        kept: ratio >= LIMIT,
        note: `${CONNECTIONS} connections; against a commit for each unit`,
      },
      {
        name: '99th percentile of it against its median',
        ours: `${p99.toFixed(1)} ms`,
        against: `${(p99 / spread).toFixed(1)} ms`,
        ratio: spread,
        limit: `≤ ${SPREAD.toFixed(2)}`,
        kept: spread <= SPREAD,
      },
    ];
  } finally {
    for (const place of places) await place.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
