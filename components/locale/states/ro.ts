/** Romanian for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: 'Numărul s-a schimbat',
  newNumber: (card) => `Card nou în locul ${card}`,
  takesOver: (card) => `Ia locul ${card}, care este apoi eliminat.`,
  goesOn: (merchant) =>
    `${merchant} poate debita cardul vechi. Bifați ce continuă cu cel nou; ce nu bifați se încheie.`,
  endsWithCard: 'Aceasta nu poate continua cu alt card și se încheie:',
  agreementsFailed: 'Ce s-a convenit pentru acest card nu a putut fi încărcat.',
  replaceCard: 'Înlocuiți cardul',
  replaceDeclined: (card) => `Cardul nou a fost refuzat. ${card} rămâne cum este.`,
  notReplaced: (card) => `${card} nu a putut fi înlocuit. Încercați din nou.`,
  cardUpdated: (card) => `${card} a fost actualizat`,
  cardReplaced: (card) => `Puteți plăti cu ${card}`,

  sharedTitle: 'Cardurile dvs. salvate sunt ascunse aici',
  sharedText: (merchant) =>
    `Nimic din ele nu rămâne în acest browser. ${merchant} le păstrează pentru celelalte dispozitive ale dvs.`,
  sharedPending:
    'Magazinul nu a putut fi anunțat încă. Lăsați pagina deschisă până revine conexiunea.',
  stopEverywhere: 'Nu le mai afișați nicăieri',
  stoppedEverywhere: 'Cardurile dvs. nu mai sunt afișate la nicio plată.',
  notStopped: 'Nu au putut fi ascunse peste tot. Puteți face asta la cardurile salvate.',

  closing: (time) =>
    `Această pagină de plată se închide la ${time}. Plătiți până atunci sau începeți din nou.`,
  renewing: 'Un moment: pagina de plată se reînnoiește. Ce ați completat rămâne.',
  renewed: 'Pagina de plată a fost reînnoită. Verificați suma și plătiți.',

  endsEarly: 'Acest card expiră înaintea acestei permisiuni.',
  nameBackup: 'Alegeți un card de rezervă',
  changeBackup: 'Schimbați cardul de rezervă',
  backupLegend: (card) => `Ce card îi ia locul după ce ${card} expiră?`,
  backupIs: (card) => `Rezervă: ${card}`,
  standsInFor: (card, date) => `Rezervă pentru ${card}, din ${date}`,
  noBackup: 'Această permisiune nu poate continua cu alt card.',
  nowBackup: (card) => `Cardul de rezervă pentru ${card} este ales`,
  notBackup: 'Cardul de rezervă nu a putut fi ales. Încercați din nou.',
};
