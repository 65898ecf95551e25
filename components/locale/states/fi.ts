/** Finnish for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: 'Numero on vaihtunut',
  newNumber: (card) => `Uusi kortti kortin ${card} tilalle`,
  takesOver: (card) => `Se tulee kortin ${card} tilalle, joka sitten poistetaan.`,
  goesOn: (merchant) =>
    `${merchant} saa veloittaa vanhaa korttia. Valitse, mikä jatkuu uudella; muu päättyy.`,
  endsWithCard: 'Tämä ei voi jatkua toisella kortilla ja päättyy:',
  agreementsFailed: 'Tästä kortista sovittuja asioita ei voitu ladata.',
  replaceCard: 'Vaihda kortti',
  replaceDeclined: (card) => `Uusi kortti hylättiin. ${card} pysyy ennallaan.`,
  notReplaced: (card) => `Korttia ${card} ei voitu vaihtaa. Yritä uudelleen.`,
  cardUpdated: (card) => `${card} on päivitetty`,
  cardReplaced: (card) => `Voit nyt maksaa kortilla ${card}`,

  sharedTitle: 'Tallennetut korttisi on piilotettu täällä',
  sharedText: (merchant) =>
    `Niistä ei säilytetä mitään tässä selaimessa. ${merchant} säilyttää ne edelleen muita laitteitasi varten.`,
  sharedPending: 'Kaupalle ei ole vielä voitu ilmoittaa. Pidä tämä sivu auki, kunnes yhteys palaa.',
  stopEverywhere: 'Lopeta näyttäminen kaikkialla',
  stoppedEverywhere: 'Korttejasi ei enää näytetä missään maksussa.',
  notStopped: 'Niitä ei voitu piilottaa kaikkialla. Voit tehdä sen tallennetuissa korteissasi.',

  closing: (time) => `Tämä maksu sulkeutuu klo ${time}. Maksa ennen sitä tai aloita alusta.`,
  renewing: 'Hetki: maksua uusitaan. Antamasi tiedot säilyvät.',
  renewed: 'Maksu uusittiin. Tarkista summa ja maksa.',

  endsEarly: 'Tämä kortti vanhenee ennen kuin tämä lupa päättyy.',
  nameBackup: 'Nimeä varakortti',
  changeBackup: 'Vaihda varakortti',
  backupLegend: (card) => `Mikä kortti tulee tilalle, kun ${card} on vanhentunut?`,
  backupIs: (card) => `Varakortti: ${card}`,
  standsInFor: (card, date) => `Kortin ${card} varakortti, alkaen ${date}`,
  noBackup: 'Tämä lupa ei voi jatkua toisella kortilla.',
  nowBackup: (card) => `Kortin ${card} varakortti on nimetty`,
  notBackup: 'Varakorttia ei voitu nimetä. Yritä uudelleen.',
};
