export const strings = {
  'start.title': 'In WordPress veröffentlichen, ohne etwas dazwischen',
  'start.lead':
    'presslink verbindet sich über ein Anwendungspasswort mit einer WordPress-Website und veröffentlicht dort. Diese Seiten führen seinen C++-Kern als WebAssembly in Ihrem Browser aus und sprechen direkt mit Ihrer Website.',
  'start.connect': 'Website verbinden',
  'start.connect_text':
    'Geben Sie die Adresse Ihrer Website ein, bestätigen Sie die Verbindung in WordPress und veröffentlichen Sie einen Testbeitrag. Sie sehen, wessen Rechte Sie weitergeben und wie Sie sie zurücknehmen.',
  'start.connect_go': 'Ihre Website verbinden',
  'start.lab': 'Payload-Labor',
  'start.lab_text':
    'Für Entwickler: Schreiben Sie einen Beitrag und sehen Sie genau, welche Anfragen daraus werden, Kopfzeile für Kopfzeile, Byte für Byte, bevor etwas gesendet wird.',
  'start.lab_go': 'Anfragen ansehen',
};
