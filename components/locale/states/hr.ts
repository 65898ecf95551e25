/** Croatian for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: 'Broj se promijenio',
  newNumber: (card) => `Nova kartica umjesto ${card}`,
  takesOver: (card) => `Zamjenjuje ${card}, koja se zatim uklanja.`,
  goesOn: (merchant) =>
    `${merchant} može naplaćivati sa stare kartice. Označite što se nastavlja s novom; ostalo završava.`,
  endsWithCard: 'Ovo se ne može nastaviti s drugom karticom i završava:',
  agreementsFailed: 'Nije bilo moguće učitati što je dogovoreno za ovu karticu.',
  replaceCard: 'Zamijeni karticu',
  replaceDeclined: (card) => `Nova je kartica odbijena. ${card} ostaje kakva jest.`,
  notReplaced: (card) => `${card} nije bilo moguće zamijeniti. Pokušajte ponovno.`,
  cardUpdated: (card) => `${card} je ažurirana`,
  cardReplaced: (card) => `Možete plaćati karticom ${card}`,

  sharedTitle: 'Vaše su spremljene kartice ovdje skrivene',
  sharedText: (merchant) =>
    `U ovom pregledniku od njih ne ostaje ništa. ${merchant} ih čuva za vaše druge uređaje.`,
  sharedPending:
    'Trgovini to još nije bilo moguće javiti. Ostavite stranicu otvorenom dok se ne povežete.',
  stopEverywhere: 'Nigdje ih više ne prikazuj',
  stoppedEverywhere: 'Vaše se kartice više ne prikazuju ni pri jednom plaćanju.',
  notStopped: 'Nije ih bilo moguće svugdje sakriti. To možete učiniti kod spremljenih kartica.',

  closing: (time) =>
    `Ova se stranica za plaćanje zatvara u ${time}. Platite prije toga ili počnite ispočetka.`,
  renewing: 'Trenutak: stranica za plaćanje se obnavlja. Uneseno ostaje.',
  renewed: 'Stranica za plaćanje je obnovljena. Provjerite iznos i platite.',

  endsEarly: 'Ova kartica istječe prije ovog dopuštenja.',
  nameBackup: 'Odredi pričuvnu karticu',
  changeBackup: 'Promijeni pričuvnu karticu',
  backupLegend: (card) => `Koja kartica preuzima kada ${card} istekne?`,
  backupIs: (card) => `Pričuvna: ${card}`,
  standsInFor: (card, date) => `Pričuvna za ${card}, od ${date}`,
  noBackup: 'Ovo se dopuštenje ne može nastaviti s drugom karticom.',
  nowBackup: (card) => `Pričuvna kartica za ${card} je određena`,
  notBackup: 'Pričuvnu karticu nije bilo moguće odrediti. Pokušajte ponovno.',
};
