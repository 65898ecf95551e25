/** Czech for the wallet. */
import { plan } from '../plan/cs.ts';
import type { WalletMessages } from './en.ts';

const per = { day: 'denně', week: 'týdně', month: 'měsíčně', year: 'ročně' };
const rules = new Intl.PluralRules('cs');
const nouns: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'platba', few: 'platby' };
const charges = (count: number) => `${count} ${nouns[rules.select(count)] ?? 'plateb'}`;

export const wallet: WalletMessages = {
  heading: 'Vaše karty',
  intro: (merchant) =>
    `${merchant} pro vás tyto karty uchovává. Zobrazení karty a pozdější strhávání plateb jsou dvě oprávnění; každé z nich můžete kdykoli odvolat.`,
  aboutDefault: 'Výchozí kartou začínají předplatná.',
  loading: 'Načítání vašich karet',
  emptyTitle: 'Žádné uložené karty',
  emptyText: (merchant) =>
    `${merchant} neuchovává žádnou vaši kartu. Při placení můžete povolit, aby se karta uchovala; pak se objeví zde.`,
  expiredTitle: 'Platnost této stránky vypršela',
  expiredText:
    'Kvůli ochraně vašich karet je stránka otevřená půl hodiny. Chcete-li pokračovat, otevřete ji znovu.',
  unusableTitle: 'Vaše karty nelze zobrazit',
  unusableText: 'Vraťte se do obchodu a otevřete stránku znovu, nebo obchod požádejte o pomoc.',
  loadFailedTitle: 'Vaše karty se nepodařilo načíst',
  help: (merchant) => `Pomoc: ${merchant}`,

  shownTitle: 'Zobrazuje se při placení',
  shownYes: (date) => `Ano, od ${date}`,
  shownYesUndated: 'Ano',
  shownNo: 'Ne. Při placení tuto kartu neuvidíte.',
  stopShowing: 'Přestat zobrazovat',
  chargedTitle: (merchant) => `Platby z karty smí strhávat ${merchant}`,
  chargedNo: (merchant) => `Ne. ${merchant} nemůže bez vás z této karty nic strhnout.`,
  chargedYes: (date) => `Ano, od ${date}`,
  chargedPending: 'Zatím ne. Toto oprávnění čeká na vaši banku.',
  revoke: 'Odvolat',
  forWhat: 'Za co',
  upTo: 'Nejvýše',
  until: 'Platí do',
  soFar: 'Dosud',
  category: {
    recurring: 'Pravidelné platby',
    installment: 'Splátky',
    unscheduled: 'Platby v době splatnosti',
  },
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `pokaždé ${amount}`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `${amount} za období`;
    return `${amount} ${count === 1 ? per[interval] : `za ${span}`}`;
  },
  charges,
  noLimit: 'Dlužná částka; žádný jiný limit nebyl sjednán',
  untilRevoked: 'Odvolání z vaší strany',
  notCharged: 'Zatím nic nestrženo',
  charged: (count, amount, lastDate) =>
    `${charges(count)}${amount ? `, celkem ${amount}` : ''}${lastDate ? `, poslední ${lastDate}` : ''}`,

  words: 'Znění vašeho souhlasu',
  noWords: (merchant) =>
    `Toto oprávnění zaznamenal obchodník ${merchant}. Znění bylo sjednáno jinde a zde se neuchovává.`,
  agreedOn: (date) => `Sjednáno ${date}`,
  openReceipt: 'Otevřít doklad',
  saveReceipt: 'Uložit podepsaný doklad',
  receiptFailed: 'Doklad se nepodařilo načíst. Zkuste to znovu.',

  paysFor: (what) => `Platí se jí: ${what}`,
  useAsDefault: 'Použít jako výchozí',
  updateCard: 'Aktualizovat kartu',
  expiryDate: 'Platnost karty',
  expiryHint: 'Měsíc a rok jako na kartě, například 09/2031',
  expiryMalformed: 'Zadejte měsíc a rok, například 09/2031.',
  expiryPast: 'Toto datum už uplynulo. Zadejte datum ze své nové karty.',
  expiryFar: 'Toto datum je příliš daleko. Zkontrolujte rok.',
  save: 'Uložit',

  ends: (merchant) => `${merchant} z ní už nesmí strhávat platby. Končí:`,
  moveLegend: 'Která karta ji nahradí?',
  moveChoose: 'Nejprve vyberte kartu.',
  moveNone:
    'Žádná jiná karta ji nemůže nahradit. Při další platbě uložte jinou kartu, nebo zrušte to, co se touto platí; potom ji můžete odebrat.',
  stopQuestion: (card) => `Přestat zobrazovat kartu ${card}?`,
  stopEffect: (merchant) => `${merchant} vám už tuto kartu při placení nenabídne.`,
  stopLeaves: (merchant) =>
    `Platby, které smí ${merchant} s vaším souhlasem strhávat, zůstávají beze změny. Můžete je odvolat zvlášť.`,
  revokeQuestion: (card) => `Odvolat oprávnění strhávat platby z karty ${card}?`,
  revokeEffect: (merchant) =>
    `Od této chvíle nemůže ${merchant} zahájit žádnou další platbu tohoto druhu. Platba, která už probíhá, se dokončí.`,
  revokePaysFor: 'Touto kartou se platí:',
  deletes: (merchant) =>
    `Není jiný důvod tuto kartu uchovávat, a tak ji ${merchant} smaže. Chcete-li ji znovu použít, budete ji muset zadat znovu.`,

  nowDefault: (card) => `${card} je teď vaše výchozí karta. Začínají jí předplatná.`,
  nowUpdated: (card) => `Aktualizováno: ${card}`,
  nowHidden: (card) => `Karta ${card} se už při placení nezobrazuje`,
  nowRevoked: (card) => `Oprávnění strhávat platby z karty ${card} je odvoláno`,
  nowDeleted: (card) => `Karta ${card} je smazána: už není oprávnění ji uchovávat`,
  notDefault: (card) => `Kartu ${card} se nepodařilo nastavit jako výchozí.`,
  notUpdated: (card) => `Kartu ${card} se nepodařilo aktualizovat.`,
  notHidden: (card) => `Karta ${card} se při placení stále zobrazuje: nepodařilo se to změnit.`,
  notRevoked: (card) => `Oprávnění strhávat platby z karty ${card} se nepodařilo odvolat.`,
  notRemoved: (card) => `Kartu ${card} se nepodařilo odebrat.`,
  inUse: (card, what) => `Karta ${card} je stále potřeba: platí se jí: ${what}.`,
  inUseUnnamed: (card) => `Karta ${card} je stále potřeba pro budoucí platbu.`,
  chooseOther: 'Vybrat jinou kartu',
  again: 'Zkuste to znovu.',
  againLater: 'Příliš mnoho pokusů. Počkejte minutu a zkuste to znovu.',
  lost: 'Spojení se přerušilo, takže nevíme, zda se to provedlo. Zkontrolujte připojení a zkuste to znovu.',
};
