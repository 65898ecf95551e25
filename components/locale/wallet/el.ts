/** Greek for the wallet. */
import { plan } from '../plan/el.ts';
import type { WalletMessages } from './en.ts';

const per = { day: 'την ημέρα', week: 'την εβδομάδα', month: 'τον μήνα', year: 'τον χρόνο' };
const charges = (count: number) => (count === 1 ? '1 χρέωση' : `${count} χρεώσεις`);

export const wallet: WalletMessages = {
  heading: 'Οι κάρτες σας',
  intro: (merchant) =>
    `Αυτές οι κάρτες φυλάσσονται για εσάς (${merchant}). Η εμφάνιση μιας κάρτας και η μεταγενέστερη χρέωσή της είναι δύο άδειες· μπορείτε να ανακαλέσετε την καθεμία όποτε θέλετε.`,
  aboutDefault: 'Οι συνδρομές ξεκινούν με την προεπιλεγμένη κάρτα σας.',
  loading: 'Φόρτωση των καρτών σας',
  emptyTitle: 'Καμία αποθηκευμένη κάρτα',
  emptyText: (merchant) =>
    `Δεν φυλάσσεται καμία κάρτα σας (${merchant}). Όταν πληρώνετε, μπορείτε να επιτρέψετε τη φύλαξη μιας κάρτας· τότε εμφανίζεται εδώ.`,
  expiredTitle: 'Αυτή η σελίδα έληξε',
  expiredText:
    'Για την προστασία των καρτών σας μένει ανοιχτή μισή ώρα. Ανοίξτε την ξανά για να συνεχίσετε.',
  unusableTitle: 'Οι κάρτες σας δεν μπορούν να εμφανιστούν',
  unusableText:
    'Επιστρέψτε στο κατάστημα και ανοίξτε ξανά αυτή τη σελίδα ή ζητήστε βοήθεια από αυτό.',
  loadFailedTitle: 'Οι κάρτες σας δεν φορτώθηκαν',
  help: (merchant) => `Βοήθεια: ${merchant}`,

  shownTitle: 'Εμφανίζεται στην πληρωμή',
  shownYes: (date) => `Ναι, από ${date}`,
  shownYesUndated: 'Ναι',
  shownNo: 'Όχι. Δεν θα βλέπετε αυτή την κάρτα όταν πληρώνετε.',
  stopShowing: 'Διακοπή εμφάνισης',
  chargedTitle: (merchant) => `Μπορεί να τη χρεώνει: ${merchant}`,
  chargedNo: (merchant) => `Όχι. Χωρίς εσάς δεν μπορεί να χρεωθεί (${merchant}).`,
  chargedYes: (date) => `Ναι, από ${date}`,
  chargedPending: 'Όχι ακόμη. Η άδεια περιμένει την τράπεζά σας.',
  revoke: 'Ανάκληση',
  forWhat: 'Για',
  upTo: 'Έως',
  until: 'Μέχρι',
  soFar: 'Μέχρι τώρα',
  category: {
    recurring: 'Τακτικές χρεώσεις',
    installment: 'Δόσεις',
    unscheduled: 'Χρεώσεις όταν γίνονται απαιτητές',
  },
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `${amount} κάθε φορά`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `${amount} ανά περίοδο`;
    return `${amount} ${count === 1 ? per[interval] : `ανά ${span}`}`;
  },
  charges,
  noLimit: 'Το οφειλόμενο ποσό· δεν συμφωνήθηκε άλλο όριο',
  untilRevoked: 'Να την ανακαλέσετε',
  notCharged: 'Δεν έχει χρεωθεί ακόμη',
  charged: (count, amount, lastDate) =>
    `${charges(count)}${amount ? `, συνολικά ${amount}` : ''}${lastDate ? `, τελευταία στις ${lastDate}` : ''}`,

  words: 'Τι συμφωνήσατε',
  noWords: (merchant) =>
    `Η άδεια καταγράφηκε (${merchant}). Το κείμενο συμφωνήθηκε αλλού και δεν φυλάσσεται εδώ.`,
  agreedOn: (date) => `Συμφωνήθηκε στις ${date}`,
  openReceipt: 'Άνοιγμα απόδειξης',
  saveReceipt: 'Αποθήκευση υπογεγραμμένης απόδειξης',
  receiptFailed: 'Η απόδειξη δεν ήταν διαθέσιμη. Δοκιμάστε ξανά.',

  paysFor: (what) => `Πληρώνει: ${what}`,
  useAsDefault: 'Ορισμός ως προεπιλογή',
  updateCard: 'Ενημέρωση κάρτας',
  expiryDate: 'Ημερομηνία λήξης',
  expiryHint: 'Μήνας και έτος όπως στην κάρτα, π.χ. 09/2031',
  expiryMalformed: 'Εισαγάγετε μήνα και έτος, π.χ. 09/2031.',
  expiryPast: 'Αυτή η ημερομηνία έχει περάσει. Εισαγάγετε εκείνη της νέας κάρτας σας.',
  expiryFar: 'Αυτή η ημερομηνία είναι πολύ μακρινή. Ελέγξτε το έτος.',
  save: 'Αποθήκευση',

  ends: (merchant) => `Δεν μπορεί πλέον να τη χρεώνει: ${merchant}. Τερματίζονται:`,
  moveLegend: 'Ποια κάρτα την αντικαθιστά;',
  moveChoose: 'Επιλέξτε πρώτα μια κάρτα.',
  moveNone:
    'Καμία άλλη κάρτα δεν μπορεί να την αντικαταστήσει. Αποθηκεύστε άλλη στην επόμενη πληρωμή ή ακυρώστε όσα πληρώνει· έπειτα αφαιρέστε τη.',
  stopQuestion: (card) => `Διακοπή εμφάνισης ${card};`,
  stopEffect: (merchant) => `Αυτή η κάρτα δεν θα σας προτείνεται πια όταν πληρώνετε (${merchant}).`,
  stopLeaves: (merchant) =>
    `Η άδεια χρέωσης που δώσατε (${merchant}) μένει ως έχει. Μπορείτε να την ανακαλέσετε χωριστά.`,
  revokeQuestion: (card) => `Ανάκληση της άδειας χρέωσης ${card};`,
  revokeEffect: (merchant) =>
    `Από αυτή τη στιγμή δεν μπορεί να ξεκινήσει νέα τέτοια χρέωση (${merchant}). Όποια έχει ήδη ξεκινήσει ολοκληρώνεται.`,
  revokePaysFor: 'Αυτή η κάρτα πληρώνει:',
  deletes: (merchant) =>
    `Τίποτε άλλο δεν διατηρεί αυτή την κάρτα, οπότε διαγράφεται (${merchant}). Για να τη χρησιμοποιήσετε ξανά, θα πρέπει να την εισαγάγετε πάλι.`,

  nowDefault: (card) => `Προεπιλογή τώρα: ${card}. Οι συνδρομές ξεκινούν με αυτήν.`,
  nowUpdated: (card) => `Ενημερώθηκε: ${card}`,
  nowHidden: (card) => `Δεν εμφανίζεται πια στην πληρωμή: ${card}`,
  nowRevoked: (card) => `Η άδεια χρέωσης ανακλήθηκε: ${card}`,
  nowDeleted: (card) => `Διαγράφηκε: ${card}. Δεν έμεινε άδεια που να τη διατηρεί`,
  notDefault: (card) => `Δεν ορίστηκε ως προεπιλογή: ${card}.`,
  notUpdated: (card) => `Δεν ενημερώθηκε: ${card}.`,
  notHidden: (card) => `Εμφανίζεται ακόμη στην πληρωμή: ${card}. Δεν ήταν δυνατή η αλλαγή.`,
  notRevoked: (card) => `Δεν ανακλήθηκε η άδεια χρέωσης: ${card}.`,
  notRemoved: (card) => `Δεν αφαιρέθηκε: ${card}.`,
  inUse: (card, what) => `Χρειάζεται ακόμη: ${card}. Πληρώνει: ${what}.`,
  inUseUnnamed: (card) => `Χρειάζεται ακόμη για μελλοντική πληρωμή: ${card}.`,
  chooseOther: 'Επιλογή άλλης κάρτας',
  again: 'Δοκιμάστε ξανά.',
  againLater: 'Πάρα πολλές προσπάθειες. Περιμένετε ένα λεπτό και δοκιμάστε ξανά.',
  lost: 'Η σύνδεση χάθηκε, οπότε δεν ξέρουμε αν έγινε. Ελέγξτε τη σύνδεσή σας και δοκιμάστε ξανά.',
};
