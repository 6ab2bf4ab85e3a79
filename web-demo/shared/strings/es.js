export const strings = {
  new_tab: 'se abre en una pestaña nueva',
  copy: 'Copiar',
  copied: 'Copiado',
  not_copied: 'No copiado',
  odd_password:
    'Una contraseña de aplicación tiene 24 letras y cifras. Lo que introdujo no se envió; si es su contraseña de acceso, no la use aquí.',
  module_failed:
    'El programa de esta página no se ha cargado. Vuelva a cargarla; si no ayuda, quizá el navegador sea demasiado antiguo o no permita WebAssembly.',
  'frame.skip': 'Saltar al contenido',
  'frame.connect': 'Conectar un sitio',
  'frame.lab': 'Laboratorio',
  'frame.language': 'Idioma',
  'frame.foot': 'Funciona por completo en esta pestaña del navegador. Ningún servidor nuestro ve su contraseña.',
  'frame.licence': 'Licencia MIT',
};
