/** Hungarian for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

export const every = { day: 'naponta', week: 'hetente', month: 'havonta', year: 'évente' };

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `${span} elteltével`),
  later: (amount, often, date) => `Ezután ${amount} ${often}, ettől: ${date}`,
  trial: (date, amount, often) => `Ingyenes eddig: ${date}, ezután ${amount} ${often}`,
  heading: 'Az Ön előfizetései',
  next: (amount, date) => `Következő terhelés: ${amount}, ${date}`,
  ends: (date) => `Vége: ${date}. Több terhelés nem történik.`,
  paused: 'Szünetel: jelenleg nincs terhelés.',
  overdue: 'Az utolsó fizetés sikertelen volt.',
  paidWith: (card) => `Fizetés ezzel: ${card}`,
  unagreed: 'Még nincs megterhelhető kártya hozzá.',
  change: 'Kártya módosítása',
  cancel: 'Előfizetés lemondása',
  keep: 'Előfizetés megtartása',
  question: (name) => `Lemondja: ${name}?`,
  effect: (date) =>
    `Eddig tart, majd véget ér: ${date}. Több terhelés nem történik. Addig még megtarthatja.`,
  canceled: (name, date) => `${name}: lemondva, vége: ${date}`,
  kept: (name) => `${name}: folytatódik`,
  moved: (name, card) => `${name}: mostantól ezzel fizetve: ${card}`,
  failed: (name) => `${name}: nem sikerült módosítani.`,
  choose: (name) => `Melyik kártya fizeti ezt: ${name}?`,
};
