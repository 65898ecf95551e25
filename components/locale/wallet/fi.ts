/** Finnish for the wallet. */
import { of, plan } from '../plan/fi.ts';
import type { WalletMessages } from './en.ts';

const per = { day: 'päivässä', week: 'viikossa', month: 'kuukaudessa', year: 'vuodessa' };
/** `3 kuukauden`: what follows wants another case than the span in words has. */
const charges = (count: number) => (count === 1 ? '1 veloitus' : `${count} veloitusta`);

export const wallet: WalletMessages = {
  heading: 'Korttisi',
  intro: (merchant) =>
    `${merchant} säilyttää näitä kortteja puolestasi. Kortin näyttäminen ja sen veloittaminen myöhemmin ovat kaksi eri lupaa; voit perua kummankin milloin tahansa.`,
  aboutDefault: 'Tilaukset alkavat oletuskortillasi.',
  loading: 'Korttejasi ladataan',
  emptyTitle: 'Ei tallennettuja kortteja',
  emptyText: (merchant) =>
    `${merchant} ei säilytä yhtään korttiasi. Maksaessasi voit sallia kortin säilyttämisen; silloin se näkyy täällä.`,
  expiredTitle: 'Tämä sivu on vanhentunut',
  expiredText:
    'Korttiesi suojaamiseksi sivu on auki puoli tuntia. Avaa se uudelleen, jos haluat jatkaa.',
  unusableTitle: 'Korttejasi ei voi näyttää',
  unusableText: 'Palaa kauppaan ja avaa tämä sivu uudelleen tai pyydä kaupalta apua.',
  loadFailedTitle: 'Korttejasi ei voitu ladata',
  help: (merchant) => `Apua antaa ${merchant}`,

  shownTitle: 'Näytetään maksaessa',
  shownYes: (date) => `Kyllä, alkaen ${date}`,
  shownYesUndated: 'Kyllä',
  shownNo: 'Ei. Et näe tätä korttia maksaessasi.',
  stopShowing: 'Lopeta näyttäminen',
  chargedTitle: (merchant) => `Lupa veloittaa: ${merchant}`,
  chargedNo: (merchant) => `Ei. ${merchant} ei voi veloittaa tätä korttia ilman sinua.`,
  chargedYes: (date) => `Kyllä, alkaen ${date}`,
  chargedPending: 'Ei vielä. Tämä lupa odottaa pankkiasi.',
  revoke: 'Peru lupa',
  forWhat: 'Mistä',
  upTo: 'Enintään',
  until: 'Voimassa',
  soFar: 'Tähän mennessä',
  category: {
    recurring: 'Säännölliset veloitukset',
    installment: 'Osamaksut',
    unscheduled: 'Veloitukset niiden erääntyessä',
  },
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `${amount} kerralla`,
  perPeriod: (amount, interval, count) => {
    if (interval === null) return `${amount} jaksossa`;
    return `${amount} ${count === 1 ? per[interval] : `${count} ${of[interval]} aikana`}`;
  },
  charges,
  noLimit: 'Erääntyvä summa; muuta rajaa ei ole sovittu',
  untilRevoked: 'Kunnes perut luvan',
  notCharged: 'Ei vielä veloitettu',
  charged: (count, amount, lastDate) =>
    `${charges(count)}${amount ? `, yhteensä ${amount}` : ''}${lastDate ? `, viimeksi ${lastDate}` : ''}`,

  words: 'Mihin suostuit',
  noWords: (merchant) =>
    `Tämän luvan kirjasi ${merchant}. Sanamuodosta sovittiin muualla, eikä sitä säilytetä täällä.`,
  agreedOn: (date) => `Sovittu ${date}`,
  openReceipt: 'Avaa tosite',
  saveReceipt: 'Tallenna allekirjoitettu tosite',
  receiptFailed: 'Tositetta ei voitu hakea. Yritä uudelleen.',

  paysFor: (what) => `Maksaa: ${what}`,
  useAsDefault: 'Käytä oletuksena',
  updateCard: 'Päivitä kortti',
  expiryDate: 'Voimassaoloaika',
  expiryHint: 'Kuukausi ja vuosi kuten kortissa, esimerkiksi 09/2031',
  expiryMalformed: 'Anna kuukausi ja vuosi, esimerkiksi 09/2031.',
  expiryPast: 'Tämä päivämäärä on mennyt. Anna uuden korttisi päivämäärä.',
  expiryFar: 'Tämä päivämäärä on liian kaukana. Tarkista vuosi.',
  save: 'Tallenna',

  ends: (merchant) => `${merchant} ei saa enää veloittaa sitä. Tämä päättyy:`,
  moveLegend: 'Mikä kortti tulee tilalle?',
  moveChoose: 'Valitse ensin kortti.',
  moveNone:
    'Mikään muu kortti ei voi tulla tilalle. Tallenna toinen kortti seuraavan maksun yhteydessä tai irtisano se, mitä tällä maksetaan; sen jälkeen voit poistaa tämän.',
  stopQuestion: (card) => `Lopetetaanko kortin ${card} näyttäminen?`,
  stopEffect: (merchant) => `${merchant} ei enää tarjoa tätä korttia, kun maksat.`,
  stopLeaves: (merchant) =>
    `Veloitukset, jotka olet sallinut (${merchant}), pysyvät ennallaan. Voit perua ne erikseen.`,
  revokeQuestion: (card) => `Perutaanko lupa veloittaa korttia ${card}?`,
  revokeEffect: (merchant) =>
    `Tästä hetkestä alkaen ${merchant} ei voi aloittaa uutta tällaista veloitusta. Jo käynnissä oleva veloitus viedään loppuun.`,
  revokePaysFor: 'Tällä kortilla maksetaan:',
  deletes: (merchant) =>
    `Kortin säilyttämiseen ei ole muuta syytä, joten ${merchant} poistaa sen. Jos haluat käyttää sitä uudelleen, sinun on annettava se uudelleen.`,

  nowDefault: (card) => `${card} on nyt oletuskorttisi. Tilaukset alkavat sillä.`,
  nowUpdated: (card) => `${card} on päivitetty`,
  nowHidden: (card) => `Korttia ${card} ei enää näytetä maksaessa`,
  nowRevoked: (card) => `Lupa veloittaa korttia ${card} on peruttu`,
  nowDeleted: (card) => `${card} on poistettu: sen säilyttämiseen ei ole enää lupaa`,
  notDefault: (card) => `Korttia ${card} ei voitu asettaa oletukseksi.`,
  notUpdated: (card) => `Korttia ${card} ei voitu päivittää.`,
  notHidden: (card) => `Kortti ${card} näytetään edelleen maksaessa: tätä ei voitu muuttaa.`,
  notRevoked: (card) => `Lupaa veloittaa korttia ${card} ei voitu perua.`,
  notRemoved: (card) => `Korttia ${card} ei voitu poistaa.`,
  inUse: (card, what) => `Korttia ${card} tarvitaan edelleen. Sillä maksetaan: ${what}.`,
  inUseUnnamed: (card) => `Korttia ${card} tarvitaan vielä tulevaan maksuun.`,
  chooseOther: 'Valitse toinen kortti',
  again: 'Yritä uudelleen.',
  againLater: 'Liian monta yritystä. Odota minuutti ja yritä uudelleen.',
  lost: 'Yhteys katkesi, joten emme tiedä, onnistuiko tämä. Tarkista yhteytesi ja yritä uudelleen.',
};
