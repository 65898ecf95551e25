/** Hungarian for the wallet. */
import { every, plan } from '../plan/hu.ts';
import type { WalletMessages } from './en.ts';

export const wallet: WalletMessages = {
  heading: 'Az Ön kártyái',
  intro: (merchant) =>
    `Ezeket a kártyákat ${merchant} őrzi Önnek. A kártya megjelenítése és későbbi megterhelése két külön engedély; bármelyiket bármikor visszavonhatja.`,
  aboutDefault: 'Az előfizetések az alapértelmezett kártyával indulnak.',
  loading: 'A kártyák betöltése',
  emptyTitle: 'Nincs mentett kártya',
  emptyText: (merchant) =>
    `${merchant} nem őriz kártyát Öntől. Fizetéskor engedélyezheti egy kártya megőrzését; az itt jelenik meg.`,
  expiredTitle: 'Ez az oldal lejárt',
  expiredText: 'A kártyái védelmében fél óráig van nyitva. A folytatáshoz nyissa meg újra.',
  unusableTitle: 'A kártyái nem jeleníthetők meg',
  unusableText:
    'Térjen vissza az üzletbe és nyissa meg újra ezt az oldalt, vagy kérjen ott segítséget.',
  loadFailedTitle: 'A kártyái nem töltődtek be',
  help: (merchant) => `Segítség: ${merchant}`,

  shownTitle: 'Fizetéskor megjelenik',
  shownYes: (date) => `Igen, ${date} óta`,
  shownYesUndated: 'Igen',
  shownNo: 'Nem. Fizetéskor nem fogja látni ezt a kártyát.',
  stopShowing: 'Ne jelenjen meg',
  chargedTitle: (merchant) => `Megterhelheti: ${merchant}`,
  chargedNo: (merchant) => `Nem. Ön nélkül ${merchant} nem terhelheti meg ezt a kártyát.`,
  chargedYes: (date) => `Igen, ${date} óta`,
  chargedPending: 'Még nem. Ez az engedély a bankjára vár.',
  revoke: 'Engedély visszavonása',
  forWhat: 'Mire',
  upTo: 'Legfeljebb',
  until: 'Eddig',
  soFar: 'Mostanáig',
  category: {
    recurring: 'Rendszeres terhelések',
    installment: 'Részletek',
    unscheduled: 'Terhelések esedékességkor',
  },
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `alkalmanként ${amount}`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `időszakonként ${amount}`;
    return count === 1 ? `${every[interval]} ${amount}` : `${span} alatt ${amount}`;
  },
  charges: (count) => `${count} terhelés`,
  noLimit: 'Az esedékes összeg; más korlátban nem állapodtak meg',
  untilRevoked: 'Amíg vissza nem vonja',
  notCharged: 'Még nem volt terhelés',
  charged: (count, amount, lastDate) =>
    `${count} terhelés${amount ? `, összesen ${amount}` : ''}${lastDate ? `, utoljára: ${lastDate}` : ''}`,

  words: 'Amibe beleegyezett',
  noWords: (merchant) =>
    `Ezt az engedélyt ${merchant} rögzítette. A szövegről máshol állapodtak meg, itt nem őrizzük.`,
  agreedOn: (date) => `Beleegyezés dátuma: ${date}`,
  openReceipt: 'Igazolás megnyitása',
  saveReceipt: 'Aláírt igazolás mentése',
  receiptFailed: 'Az igazolást nem sikerült lekérni. Próbálja újra.',

  paysFor: (what) => `Ezt fizeti: ${what}`,
  useAsDefault: 'Legyen alapértelmezett',
  updateCard: 'Kártya frissítése',
  expiryDate: 'Lejárat',
  expiryHint: 'Hónap és év a kártya szerint, például 09/2031',
  expiryMalformed: 'Adja meg a hónapot és az évet, például 09/2031.',
  expiryPast: 'Ez a dátum elmúlt. Az új kártyán lévő dátumot adja meg.',
  expiryFar: 'Ez a dátum túl távoli. Ellenőrizze az évet.',
  save: 'Mentés',

  ends: (merchant) => `${merchant} többé nem terhelheti meg. Ez véget ér:`,
  moveLegend: 'Melyik kártya lépjen a helyébe?',
  moveChoose: 'Előbb válasszon kártyát.',
  moveNone:
    'Nincs másik kártya, amely a helyébe léphetne. Mentsen el másikat a következő fizetéskor, vagy mondja le, amit ez fizet; utána távolítsa el ezt.',
  stopQuestion: (card) => `Ne jelenjen meg többé? ${card}`,
  stopEffect: (merchant) => `${merchant} fizetéskor többé nem ajánlja fel ezt a kártyát.`,
  stopLeaves: (merchant) =>
    `A terhelésre adott engedély (${merchant}) érvényben marad. Azt külön vonhatja vissza.`,
  revokeQuestion: (card) => `Visszavonja a terhelési engedélyt? ${card}`,
  revokeEffect: (merchant) =>
    `Ettől kezdve ${merchant} nem indíthat ilyen terhelést. A már folyamatban lévő még végbemegy.`,
  revokePaysFor: 'Ez a kártya fizeti:',
  deletes: (merchant) =>
    `Ezt a kártyát más nem tartja meg, ezért ${merchant} törli. Ha újra használni szeretné, újra meg kell adnia.`,

  nowDefault: (card) => `Alapértelmezett lett: ${card}. Az előfizetések ezzel indulnak.`,
  nowUpdated: (card) => `Frissítve: ${card}`,
  nowHidden: (card) => `Fizetéskor többé nem jelenik meg: ${card}`,
  nowRevoked: (card) => `A terhelési engedély visszavonva: ${card}`,
  nowDeleted: (card) => `Törölve: ${card}. Nem maradt engedély, amely megőrizné`,
  notDefault: (card) => `Nem lett alapértelmezett: ${card}.`,
  notUpdated: (card) => `Nem sikerült frissíteni: ${card}.`,
  notHidden: (card) => `Fizetéskor továbbra is megjelenik: ${card}. Nem sikerült módosítani.`,
  notRevoked: (card) => `Nem sikerült visszavonni a terhelési engedélyt: ${card}.`,
  notRemoved: (card) => `Nem sikerült eltávolítani: ${card}.`,
  inUse: (card, what) => `${card} még szükséges, ezt fizeti: ${what}.`,
  inUseUnnamed: (card) => `${card} még szükséges egy közelgő fizetéshez.`,
  chooseOther: 'Másik kártya választása',
  again: 'Próbálja újra.',
  againLater: 'Túl sok próbálkozás. Várjon egy percet, és próbálja újra.',
  lost: 'Megszakadt a kapcsolat, ezért nem tudjuk, megtörtént-e. Ellenőrizze a kapcsolatot, és próbálja újra.',
};
