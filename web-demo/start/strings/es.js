export const strings = {
  'start.title': 'Publicar en WordPress, sin nada en medio',
  'start.lead':
    'presslink se conecta a un sitio WordPress con una contraseña de aplicación y publica en él. Estas páginas ejecutan su núcleo en C++ como WebAssembly, en su navegador, y hablan directamente con su sitio.',
  'start.connect': 'Conectar un sitio',
  'start.connect_text':
    'Escriba la dirección de su sitio, apruebe la conexión en WordPress y publique una entrada de prueba. Verá qué permisos entrega y cómo retirarlos.',
  'start.connect_go': 'Conectar su sitio',
  'start.lab': 'Laboratorio de payloads',
  'start.lab_text':
    'Para desarrolladores: escriba una entrada y observe las peticiones exactas en que se convierte, cabecera a cabecera y byte a byte, antes de enviar nada.',
  'start.lab_go': 'Ver las peticiones',
};
