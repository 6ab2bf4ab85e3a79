export const strings = {
  new_tab: 'öffnet in einem neuen Tab',
  copy: 'Kopieren',
  copied: 'Kopiert',
  not_copied: 'Nicht kopiert',
  odd_password:
    'Ein Anwendungspasswort hat 24 Buchstaben und Ziffern. Ihre Eingabe wurde nicht gesendet; ist sie Ihr Passwort zum Anmelden, verwenden Sie es hier nicht.',
  module_failed:
    'Das Programm hinter dieser Seite wurde nicht geladen. Laden Sie die Seite neu; hilft das nicht, ist der Browser womöglich zu alt oder verbietet WebAssembly.',
  'frame.skip': 'Zum Inhalt springen',
  'frame.connect': 'Website verbinden',
  'frame.lab': 'Payload-Labor',
  'frame.language': 'Sprache',
  'frame.foot': 'Läuft ganz in diesem Browser-Tab. Kein Server von uns sieht Ihr Passwort.',
  'frame.licence': 'MIT-Lizenz',
};
