export const strings = {
  'connect.title': 'Conecte su sitio WordPress',
  'connect.lead':
    'Encuéntrelo, apruebe la conexión en el propio WordPress y publique una entrada de prueba. Después, consérvela o retírela.',
  'steps.title': 'Pasos',
  'steps.find': 'Su sitio',
  'steps.approve': 'Aprobar',
  'steps.post': 'Prueba',
  'steps.disconnect': 'Desconectar',

  'busy.stop': 'Detener',
  'busy.find': 'Buscando WordPress…',
  'busy.examine': 'Buscando qué lo impide…',
  'busy.approve': 'Pasando a WordPress…',
  'busy.verify': 'Preguntando a WordPress de quién es esta contraseña…',
  'busy.publish': 'Publicando y leyendo después lo que tiene el sitio…',
  'busy.disconnect': 'Anulando la contraseña…',
  'busy.wait': 'Aún sin éxito; nuevo intento en {seconds} s',
  unexpected: 'Algo ha fallado en esta misma página. Vuelva a cargarla e inténtelo de nuevo.',

  'address.title': '¿Qué sitio?',
  'address.label': 'Dirección de su sitio WordPress',
  'address.hint': 'Tal como la escribiría en el navegador, por ejemplo example.com o example.com/blog.',
  'address.find': 'Buscar mi sitio',
  'address.missing': 'Escriba primero la dirección de su sitio.',
  'address.promise_direct':
    'Esta página habla directamente con su sitio. No hay ningún servidor nuestro en medio.',
  'address.promise_memory':
    'Nunca pide la contraseña con la que usted accede. Recibe una propia, que usted aprueba en WordPress.',
  'address.promise_leave':
    'Esa se queda en la memoria de esta pestaña y desaparece con ella. «Desconectar» la anula para siempre.',

  'found.title': 'Su sitio y lo que decide ahora',
  'found.site': 'El sitio',
  'found.within':
    'Usted escribió {typed}. No es un sitio propio: es una página de este, o allí no hay nada y responde este.',
  'found.passwords': 'Contraseñas de aplicación',
  'found.passwords_on': 'activadas',
  'found.passwords_off': 'desactivadas',
  'found.passwords_unknown': 'el sitio no lo dice',
  'found.rest': 'API REST',
  'found.rest_pretty': 'encontrada en /wp-json/',
  'found.rest_query': 'encontrada en ?rest_route= (enlaces permanentes simples)',
  'found.rest_index_php': 'encontrada en /index.php/wp-json/',
  'found.rest_custom': 'encontrada en una dirección propia',
  'found.rest_closed': 'cerrada a desconocidos',
  'found.seo': 'Plugin de SEO',
  'found.seo_none': 'ninguno que presslink conozca',
  'found.seo_open': 'admite títulos y descripciones',
  'found.seo_shut': 'en esta versión no admite nada desde fuera',
  'found.connect': 'Conectar',
  'found.by_hand': 'Introducir una contraseña a mano',
  'found.other': 'Otro sitio',
  'found.declined':
    'Ha rechazado la conexión en WordPress. No se ha conectado nada ni se ha creado ninguna contraseña.',
  'found.leftover':
    'Si la aprobó, WordPress creó una contraseña que ahora nadie usa. Se llama «{name}», si no le puso otro nombre. Anúlela:',
  'found.unavailable':
    'No se creó ninguna contraseña. Conecte con otra cuenta: cierre antes la sesión en WordPress. O pida a un administrador que permita las contraseñas de aplicación a esta cuenta.',

  'decide.title': 'Antes de aprobar',
  'decide.own': 'No es la contraseña con la que usted accede',
  'decide.own_text':
    'WordPress crea una contraseña de aplicación nueva solo para esta conexión. Tiene un nombre, se puede anular por separado y nadie puede acceder a wp-admin con ella. La suya queda como está.',
  'decide.power': 'WordPress le da todo lo que puede hacer su usuario',
  'decide.power_text':
    'Una contraseña de aplicación no tiene límites propios: con la de un administrador se podrían instalar plugins y cambiar usuarios. Apruebe como un usuario que no pueda más de lo necesario: basta Autor para las entradas, o Editor si hay que crear categorías. Un usuario así lo crea un administrador.',
  'decide.limits': 'Aun así, presslink se limita a sí mismo',
  'decide.limits_text':
    'Solo puede enviar una lista fija de peticiones: entradas, sus campos SEO, categorías y preguntas sobre esta misma contraseña. Usuarios, ajustes, temas y plugins no están en la lista.',
  'decide.next':
    '«Conectar» le lleva a {host}. Acceda si WordPress se lo pide, apruebe y volverá aquí. La contraseña es del usuario con el que se ha accedido allí: WordPress lo muestra arriba a la derecha; en el teléfono, toque la imagen. Para usar otro, cierre antes la sesión allí.',
  'decide.time': 'Tiene {minutes} minutos para aprobar; una respuesta posterior no se acepta.',

  'blocked.title': 'Todavía no se puede conectar',
  'blocked.title_found': 'WordPress está aquí, pero algo lo impide',
  'blocked.causes': 'Qué es y dónde hacer clic',
  'blocked.lead': 'Averiguado desde fuera, sin cambiar nada. La causa más probable va primero.',
  'blocked.none': 'Desde aquí no se ha podido reconocer ninguna causa.',
  'blocked.closed':
    'El sitio responde a los desconocidos con «{code}», y un navegador pregunta primero como desconocido; por eso en una página web ninguna contraseña ayuda. Abra la raíz de la API REST y las rutas de /wp/v2 a los visitantes en el plugin que cierra la API REST, o conecte con la línea de comandos o desde un servidor.',
  'blocked.again': 'Comprobar de nuevo',

  'cause.list': 'Causas posibles',
  'cause.certain': 'segura',
  'cause.likely': 'probable',
  'cause.possible': 'posible',
  'cause.evidence': 'Lo que se ha visto',
  'cause.remedy': 'Qué hacer',
  'cause.open': 'Abrir esta pantalla en WordPress',
  'cause.host': 'Qué enviar a su proveedor de alojamiento',
  'cause.apart': 'Lo que lo aclararía:',

  'waiting.title': 'De vuelta sin respuesta',
  'waiting.text':
    'WordPress no ha enviado ninguna contraseña. Si dijo que la solicitud no está permitida, es anterior a 7.0 y no envía contraseñas a una dirección como esta; introduzca entonces la contraseña a mano.',
  'waiting.other_page':
    'Si mostró otra página, como la configuración de un plugin, abra de nuevo la pantalla de aprobación: una página así no sale por mucho tiempo.',
  'waiting.not_found':
    'Si mostró que la página no existe, el sitio tiene una dirección de acceso propia: acceda primero por ella, en otra pestaña, y abra de nuevo la pantalla de aprobación.',
  'waiting.again': 'Abrir de nuevo la pantalla de aprobación',

  'hand.title': 'Introducir una contraseña a mano',
  'hand.because':
    'WordPress no puede devolverle a esta página, pero puede mostrarle la contraseña para copiarla.',
  'hand.unremembered':
    'Su navegador no guarda nada para esta página, o no le queda sitio, y después de visitar WordPress la página ya no sabría nada de usted. En su lugar, WordPress le muestra la contraseña para copiarla.',
  'hand.make':
    'Apruebe la conexión en WordPress; sin camino de vuelta, le muestra la contraseña.',
  'hand.make_link': 'Abrir la pantalla de aprobación',
  'hand.copy': 'Copie la contraseña. WordPress solo la muestra una vez.',
  'hand.enter': 'Vuelva a esta pestaña e introdúzcala aquí.',
  'hand.username': 'Nombre de usuario',
  'hand.username_hint':
    'El nombre con el que accede a WordPress, no el nombre de la contraseña.',
  'hand.password': 'Contraseña de aplicación',
  'hand.password_hint':
    'Los 24 caracteres que mostró WordPress; los espacios no importan. Nunca la contraseña con la que usted accede.',
  'hand.missing_username': 'Introduzca primero su nombre de usuario.',
  'hand.colon':
    'Un nombre de usuario con dos puntos no se puede enviar a WordPress. Introduzca en su lugar el correo electrónico de la cuenta.',
  'hand.missing_password': 'Introduzca primero la contraseña de aplicación.',
  'hand.connect': 'Conectar',
  'hand.back': 'Atrás',
  'hand.profile': 'También puede crear una en su perfil de {site}.',
  'hand.profile_link': 'Abrir su perfil',

  'unchecked.title': 'No se pudo comprobar la contraseña',
  'unchecked.text':
    'Su sitio no llegó a comprobarla, así que la contraseña puede ser correcta. Esta página aún la tiene: vuelva a intentarlo y se sigue desde ahí. Si no continúa, anúlela.',
  'unchecked.again': 'Volver a intentarlo',

  'forgotten.title': {
    one: 'Esta página ya no tiene la contraseña',
    other: 'Esta página ya no tiene las contraseñas',
  },
  'forgotten.text':
    'Solo estaba en memoria y al recargar la página se ha borrado. En WordPress sigue siendo válida hasta que la anule.',
  'forgotten.stray':
    'WordPress ha enviado una contraseña que esta pestaña no esperaba; se ha descartado. Es válida hasta que la anule.',
  'forgotten.several':
    'WordPress ha creado {count} contraseñas para esta página, que ahora no tiene ninguna. Cada una es válida hasta que la anule.',
  'forgotten.who': { one: 'Pertenece a:', other: 'Pertenecen a:' },
  'forgotten.post':
    'Su entrada de prueba no estaba terminada. Conecte de nuevo y envíela otra vez: se continúa, no se duplica.',
  'forgotten.connect': 'Conectar de nuevo',

  'account.title': 'Conectado',
  'account.title_failed': 'No ha funcionado',
  'account.title_stopped': 'Detenido',
  'account.title_still': 'Nada indica que la contraseña esté anulada',
  'account.at': 'en {site}',
  'account.roles': 'Perfil',
  'role.administrator': 'Administrador',
  'role.editor': 'Editor',
  'role.author': 'Autor',
  'role.contributor': 'Colaborador',
  'role.subscriber': 'Suscriptor',
  'account.password': 'Nombre de la contraseña',
  'account.still':
    'Dé por hecho, pues, que sigue siendo válida. Inténtelo de nuevo o anúlela en WordPress como se describe abajo.',
  'account.anew':
    'La entrada comenzada no se puede terminar desde aquí. Envíela de nuevo y se creará otra.',
  'account.rejected':
    'Parece que la contraseña está anulada. Desconecte y vuelva a conectar.',
  'account.resume':
    'Puede enviarla de nuevo enseguida: una entrada sin terminar se continúa y nunca habrá dos.',

  'will.title': 'Lo que hará esta aplicación',
  'will.posts': 'Crear y cambiar las entradas que usted envíe',
  'will.categories': 'Buscar categorías y crear las que falten',
  'will.categories_there': 'Usar las categorías que ya existen',
  'will.seo': 'Poner el título y la descripción SEO de una entrada',
  'will.revoke': 'Anular esta contraseña de aplicación cuando usted desconecte',
  'wont.title': 'Lo que nunca hará',
  'wont.users': 'Tocar usuarios, perfiles o su contraseña de acceso',
  'wont.settings': 'Tocar ajustes, temas o plugins',
  'wont.delete': 'Borrar nada suyo',
  'wont.keep': 'Guardar la contraseña o enviarla a otro lugar que no sea su sitio',

  'power.admin': 'Esta cuenta puede mucho más de lo necesario.',
  'power.admin_text':
    'Puede cambiar ajustes, usuarios y plugins, y también podría quien consiguiera esta contraseña. presslink no hace uso de ello, pero una cuenta con el perfil Editor, o Autor, es la opción más segura.',
  'power.editor':
    'Esta cuenta también puede cambiar entradas de otras personas. presslink solo necesita este perfil para las categorías; si ya existen, basta el perfil Autor.',
  'power.right': 'Esta cuenta puede lo necesario y nada más.',
  'power.none':
    'Esta cuenta no puede escribir entradas. Desconecte y conecte como un usuario con el perfil Autor o Editor.',
  'power.new_user': 'Crear un usuario así',
  'power.ask': 'Un administrador crea un usuario así o da el perfil a esta cuenta.',
  'power.no_publish':
    'Esta cuenta puede enviar entradas para revisión, pero no publicar. Para eso necesita el perfil Autor o Editor.',
  'power.no_categories':
    'Esta cuenta no puede crear categorías. Se usan las existentes; la que falte se omite.',

  'post.heading': 'Publicar una entrada de prueba',
  'post.lead':
    'Una entrada real, para ver que todo llega. Empieza como borrador y se comprueba palabra por palabra.',
  'post.title': 'Título',
  'post.title_default': 'Una entrada de prueba de presslink',
  'post.content':
    'presslink ha enviado esta entrada directamente desde una pestaña del navegador. Puede moverla a la papelera.',
  'post.title_missing': 'Ponga un título a la entrada.',
  'post.category_gap': 'Cada > necesita un nombre delante y otro detrás.',
  'post.category': 'Categoría',
  'post.category_default': 'Prueba',
  'post.category_hint': 'Por su nombre o como ruta: Guías > Cocina.',
  'post.seo': 'Para los buscadores, en {plugin}',
  'post.seo_title': 'Título SEO',
  'post.seo_title_default': 'Una entrada de prueba de presslink',
  'post.seo_description': 'Descripción SEO',
  'post.seo_description_default':
    'Muestra que el título y la descripción llegan adonde miran los buscadores.',
  'post.seo_none':
    'Sin un plugin de SEO que presslink conozca no hay lugar para un título y una descripción SEO; no se envía ninguno.',
  'post.status': '¿Quién la ve?',
  'post.draft': 'Solo usted: dejarla como borrador',
  'post.draft_hint': 'Los visitantes no la ven. Puede publicarla más tarde en WordPress.',
  'post.public': 'Todos: publicarla',
  'post.public_hint': 'Aparece en su sitio enseguida.',
  'post.send': 'Enviar la entrada de prueba',
  'post.again': 'Enviarla de nuevo',

  'report.title_public': 'Publicada y comprobada',
  'report.title_draft': 'Guardada como borrador y comprobada',
  'report.title_pending': 'Enviada para revisión y comprobada',
  'report.title_private': 'Guardada como privada y comprobada',
  'report.title_future': 'Programada y comprobada',
  'report.title_saved': 'Guardada, pero con un estado que no es de WordPress',
  'report.title_public_differs': 'Publicada, pero no todo como se envió',
  'report.title_differs': 'Guardada, pero no todo como se envió',
  'report.title_public_unread': 'Publicada, pero no todo se pudo volver a leer',
  'report.title_unread': 'Guardada, pero no todo se pudo volver a leer',
  'report.heading': 'Lo que hay ahora en su sitio',
  'report.heading_part': 'Hasta dónde llegó',
  'report.lead_done': 'Leído del propio sitio, no dado por hecho.',
  'report.lead_failed':
    'Esto es lo que hay hasta ahora en su sitio. Envíela de nuevo y se terminará.',
  'report.lead_uncertain':
    'La respuesta a la última petición se perdió, así que su sitio puede haber llegado más lejos. Envíela de nuevo: se buscará y se terminará.',
  'report.resumed':
    'Un intento anterior había dejado un borrador. Se ha encontrado y terminado; hay una sola entrada.',
  'report.status': 'Estado',
  'report.link': 'Dirección',
  'report.categories': 'Categorías',
  'report.created': 'nueva',
  'report.skipped': 'falta, omitida',
  'report.requests': 'Peticiones',
  'report.view': 'Ver la entrada',
  'report.preview': 'Ver el borrador',
  'report.edit': 'Editar en WordPress',
  'report.another': 'Enviar otra',
  'report.seo': 'Campos SEO',
  'report.changed': 'Lo que el sitio ha hecho de otro modo',
  'report.sent': 'Enviado:',
  'report.got': 'En el sitio:',

  'field.title': 'Título',
  'field.content': 'Contenido',
  'field.status': 'Estado',
  'field.categories': 'Categorías',

  'status.draft': 'Borrador',
  'status.publish': 'Pública',
  'status.pending': 'Pendiente de revisión',
  'status.private': 'Privada',
  'status.future': 'Programada',
  'status.other': 'Un estado propio de un plugin',

  'seo.title': 'Título SEO',
  'seo.description': 'Descripción SEO',

  'verdict.verified': 'comprobado',
  'verdict.accepted_unverified': 'aceptado, sin comprobar',
  'verdict.dropped': 'sin efecto',
  'verdict.forbidden': 'no permitido',
  'verdict.unsupported': 'no admitido',

  'disconnect.heading': '¿Ha terminado? Desconecte',
  'disconnect.text':
    'Anula esta contraseña en WordPress y la olvida aquí. Las entradas se quedan. Si solo cierra la pestaña, la contraseña sigue siendo válida.',
  'disconnect.now': 'Desconectar y anular',

  'revoke.title': 'Anularla usted mismo en WordPress',
  'revoke.how': 'Puede hacerlo en cualquier momento, sin esta página:',
  'revoke.path': 'El camino por los menús de WordPress',
  'revoke.users': 'Usuarios',
  'revoke.profile': 'Perfil',
  'revoke.either': 'Perfil (para administradores: Usuarios › Perfil)',
  'revoke.passwords': 'Contraseñas de aplicación',
  'revoke.the_name': 'el nombre de la contraseña',
  'revoke.revoke': 'Anular',
  'revoke.link': 'Abrir su perfil en WordPress',

  'done.title': 'Desconectado',
  'done.revoked': 'WordPress ha anulado la contraseña. Nadie puede usarla ya.',
  'done.already':
    'WordPress ya no aceptó la contraseña. Lo más probable es que ya estuviera anulada. Si aún está en la lista, anúlela allí.',
  'done.left': {
    one: 'Otra contraseña que WordPress ha creado para esta página sigue siendo válida, y nadie la tiene. Anúlela también:',
    other:
      'Otras {count} contraseñas que WordPress ha creado para esta página siguen siendo válidas, y nadie las tiene. Anúlelas también:',
  },
  'done.text': 'Esta página también la ha olvidado.',
  'done.see':
    'Para verlo usted mismo, abra su perfil: en Contraseñas de aplicación ya no está «{name}».',
  'done.again': 'Conectar otro sitio',
};
