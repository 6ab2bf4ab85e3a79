export const strings = {
  'connect.title': 'Verbinden Sie Ihre WordPress-Website',
  'connect.lead':
    'Finden, in WordPress selbst bestätigen, einen Testbeitrag veröffentlichen. Danach behalten oder zurücknehmen.',
  'steps.title': 'Schritte',
  'steps.find': 'Ihre Website',
  'steps.approve': 'Bestätigen',
  'steps.post': 'Testbeitrag',
  'steps.disconnect': 'Trennen',

  'busy.stop': 'Abbrechen',
  'busy.find': 'WordPress wird gesucht …',
  'busy.examine': 'Es wird gesucht, was im Weg steht …',
  'busy.approve': 'Weiter zu WordPress …',
  'busy.verify': 'WordPress wird gefragt, wem dieses Passwort gehört …',
  'busy.publish': 'Es wird veröffentlicht und dann zurückgelesen, was die Website hat …',
  'busy.disconnect': 'Das Passwort wird widerrufen …',
  'busy.wait': 'Noch kein Erfolg; neuer Versuch in {seconds} s',
  unexpected: 'Auf dieser Seite selbst ist etwas schiefgegangen. Laden Sie sie neu und versuchen Sie es noch einmal.',

  'address.title': 'Welche Website?',
  'address.label': 'Adresse Ihrer WordPress-Website',
  'address.hint': 'So, wie Sie sie in den Browser eintippen, etwa example.com oder example.com/blog.',
  'address.find': 'Website finden',
  'address.missing': 'Geben Sie zuerst die Adresse Ihrer Website ein.',
  'address.promise_direct':
    'Diese Seite spricht direkt mit Ihrer Website. Kein Server von uns steht dazwischen.',
  'address.promise_memory':
    'Sie fragt nie nach dem Passwort, mit dem Sie sich anmelden. Sie bekommt ein eigenes, das Sie in WordPress bestätigen.',
  'address.promise_leave':
    'Dieses bleibt im Speicher dieses Tabs und verschwindet mit ihm. „Trennen“ widerruft es endgültig.',

  'found.title': 'Ihre Website, und was Sie jetzt entscheiden',
  'found.site': 'Die Website',
  'found.within':
    'Sie haben {typed} eingegeben. Das ist keine eigene Website, sondern eine Seite von dieser; oder dort ist nichts, und diese antwortet dafür.',
  'found.passwords': 'Anwendungspasswörter',
  'found.passwords_on': 'eingeschaltet',
  'found.passwords_off': 'ausgeschaltet',
  'found.passwords_unknown': 'die Website sagt es nicht',
  'found.rest': 'REST-API',
  'found.rest_pretty': 'gefunden unter /wp-json/',
  'found.rest_query': 'gefunden unter ?rest_route= (einfache Permalinks)',
  'found.rest_index_php': 'gefunden unter /index.php/wp-json/',
  'found.rest_custom': 'gefunden unter einer eigenen Adresse',
  'found.rest_closed': 'für Fremde geschlossen',
  'found.seo': 'SEO-Plugin',
  'found.seo_none': 'keines, das presslink kennt',
  'found.seo_open': 'nimmt Titel und Beschreibungen an',
  'found.seo_shut': 'nimmt in dieser Version nichts von außen an',
  'found.connect': 'Verbinden',
  'found.by_hand': 'Passwort von Hand eingeben',
  'found.other': 'Andere Website',
  'found.declined':
    'Sie haben in WordPress abgelehnt. Es wurde nichts verbunden und kein Passwort angelegt.',
  'found.leftover':
    'Falls Sie doch bestätigt haben, hat WordPress ein Passwort angelegt, das jetzt niemand benutzt. Es heißt „{name}“, wenn Sie ihm keinen anderen Namen gegeben haben. Widerrufen Sie es:',
  'found.unavailable':
    'Es wurde kein Passwort angelegt. Verbinden Sie sich mit einem anderen Konto: Melden Sie sich zuerst in WordPress ab. Oder bitten Sie einen Administrator, diesem Konto Anwendungspasswörter zu erlauben.',

  'decide.title': 'Bevor Sie bestätigen',
  'decide.own': 'Es ist nicht das Passwort, mit dem Sie sich anmelden',
  'decide.own_text':
    'WordPress legt für diese eine Verbindung ein neues Anwendungspasswort an. Es hat einen Namen, lässt sich einzeln widerrufen, und niemand kann sich damit in wp-admin anmelden. Ihres bleibt, wie es ist.',
  'decide.power': 'WordPress gibt ihm alle Rechte seines Benutzers',
  'decide.power_text':
    'Ein Anwendungspasswort hat keine eigenen Grenzen: Mit dem eines Administrators ließen sich Plugins installieren und Benutzer ändern. Bestätigen Sie als Benutzer, der nicht mehr darf als nötig: Autor genügt für Beiträge, Redakteur, wo Kategorien anzulegen sind. Solch einen Benutzer legt ein Administrator an.',
  'decide.limits': 'presslink beschränkt sich trotzdem selbst',
  'decide.limits_text':
    'Es kann nur eine feste Liste von Anfragen senden: Beiträge, ihre SEO-Felder, Kategorien und Fragen zu ebendiesem Passwort. Benutzer, Einstellungen, Themes und Plugins stehen nicht darauf.',
  'decide.next':
    '„Verbinden“ führt Sie zu {host}. Melden Sie sich dort an, falls WordPress danach fragt, bestätigen Sie, und Sie sind wieder hier. Das Passwort gilt für den Benutzer, der dort angemeldet ist: WordPress zeigt ihn oben rechts; auf dem Telefon tippen Sie dazu auf das Bild. Für einen anderen melden Sie sich dort zuerst ab.',
  'decide.time':
    'Zum Bestätigen haben Sie {minutes} Minuten; eine spätere Antwort wird nicht angenommen.',

  'blocked.title': 'Das lässt sich noch nicht verbinden',
  'blocked.title_found': 'WordPress ist da, aber etwas steht im Weg',
  'blocked.causes': 'Woran es liegt, und wo Sie klicken',
  'blocked.lead':
    'Von außen herausgefunden, ohne etwas zu ändern. Die wahrscheinlichste Ursache steht zuerst.',
  'blocked.none': 'Von hier aus ließ sich keine Ursache erkennen.',
  'blocked.closed':
    'Die Website antwortet Fremden mit „{code}“, und ein Browser fragt zuerst als Fremder; auf einer Webseite hilft deshalb kein Passwort. Öffnen Sie im Plugin, das die REST-API schließt, die Wurzel der REST-API und die Routen unter /wp/v2 für Besucher, oder verbinden Sie sich über die Kommandozeile oder von einem Server aus.',
  'blocked.again': 'Noch einmal prüfen',

  'cause.list': 'Mögliche Ursachen',
  'cause.certain': 'sicher',
  'cause.likely': 'wahrscheinlich',
  'cause.possible': 'möglich',
  'cause.evidence': 'Was zu sehen war',
  'cause.remedy': 'Was zu tun ist',
  'cause.open': 'Diese Seite in WordPress öffnen',
  'cause.host': 'Was Sie Ihrem Webhoster schicken',
  'cause.apart': 'Was es klären würde:',

  'waiting.title': 'Zurück ohne Antwort',
  'waiting.text':
    'WordPress hat kein Passwort geschickt. Falls es meldete, die Anfrage sei nicht erlaubt, ist es älter als 7.0 und schickt Passwörter nicht an eine Adresse wie diese; geben Sie das Passwort dann von Hand ein.',
  'waiting.other_page':
    'Hat es eine andere Seite gezeigt, etwa die Einrichtung eines Plugins, öffnen Sie die Bestätigungsseite noch einmal: Eine solche Seite kommt nicht lange.',
  'waiting.not_found':
    'Wenn dort eine Seite nicht gefunden wurde, hat die Website eine eigene Anmeldeadresse: Melden Sie sich zuerst dort an, in einem anderen Tab, und öffnen Sie die Bestätigungsseite dann noch einmal.',
  'waiting.again': 'Bestätigungsseite noch einmal öffnen',

  'hand.title': 'Passwort von Hand eingeben',
  'hand.because':
    'WordPress kann Sie nicht auf diese Seite zurückschicken, Ihnen das Passwort aber zum Kopieren zeigen.',
  'hand.unremembered':
    'Ihr Browser bewahrt für diese Seite nichts auf oder hat keinen Platz mehr; nach einem Besuch bei WordPress wüsste sie nichts mehr von Ihnen. Stattdessen zeigt WordPress Ihnen das Passwort zum Kopieren.',
  'hand.make':
    'Bestätigen Sie die Verbindung in WordPress; ohne Rückweg zeigt es Ihnen das Passwort.',
  'hand.make_link': 'Bestätigungsseite öffnen',
  'hand.copy': 'Kopieren Sie das Passwort. WordPress zeigt es nur einmal.',
  'hand.enter': 'Kommen Sie in diesen Tab zurück und geben Sie es hier ein.',
  'hand.username': 'Benutzername',
  'hand.username_hint':
    'Der Name, mit dem Sie sich bei WordPress anmelden, nicht der Name des Passworts.',
  'hand.password': 'Anwendungspasswort',
  'hand.password_hint':
    'Die 24 Zeichen, die WordPress gezeigt hat; Leerzeichen sind gleichgültig. Nie das Passwort, mit dem Sie sich anmelden.',
  'hand.missing_username': 'Geben Sie zuerst Ihren Benutzernamen ein.',
  'hand.colon':
    'Ein Benutzername mit Doppelpunkt lässt sich nicht an WordPress senden. Geben Sie stattdessen die E-Mail-Adresse des Kontos ein.',
  'hand.missing_password': 'Geben Sie zuerst das Anwendungspasswort ein.',
  'hand.connect': 'Verbinden',
  'hand.back': 'Zurück',
  'hand.profile': 'Sie können auch eines in Ihrem Profil auf {site} anlegen.',
  'hand.profile_link': 'Ihr Profil öffnen',

  'unchecked.title': 'Das Passwort ließ sich nicht prüfen',
  'unchecked.text':
    'Ihre Website kam nicht dazu, es zu prüfen; das Passwort kann also stimmen. Diese Seite hat es noch: Versuchen Sie es noch einmal, und es geht von dort weiter. Wenn Sie nicht weitermachen, widerrufen Sie es.',
  'unchecked.again': 'Noch einmal versuchen',

  'forgotten.title': {
    one: 'Diese Seite hat das Passwort nicht mehr',
    other: 'Diese Seite hat die Passwörter nicht mehr',
  },
  'forgotten.text':
    'Es war nur im Speicher, und das Neuladen der Seite hat ihn geleert. In WordPress gilt es weiter, bis Sie es widerrufen.',
  'forgotten.stray':
    'WordPress hat ein Passwort geschickt, auf das dieser Tab nicht wartete; es wurde verworfen. Es gilt, bis Sie es widerrufen.',
  'forgotten.several':
    'WordPress hat für diese Seite {count} Passwörter angelegt, von denen sie jetzt keines hat. Jedes gilt, bis Sie es widerrufen.',
  'forgotten.who': { one: 'Es gehört:', other: 'Sie gehören:' },
  'forgotten.post':
    'Ihr Testbeitrag war nicht fertig. Verbinden Sie sich neu und senden Sie ihn noch einmal: Er wird fortgesetzt, nicht verdoppelt.',
  'forgotten.connect': 'Neu verbinden',

  'account.title': 'Verbunden',
  'account.title_failed': 'Das hat nicht geklappt',
  'account.title_stopped': 'Abgebrochen',
  'account.title_still': 'Nichts zeigt, dass das Passwort widerrufen ist',
  'account.at': 'auf {site}',
  'account.roles': 'Rolle',
  'role.administrator': 'Administrator',
  'role.editor': 'Redakteur',
  'role.author': 'Autor',
  'role.contributor': 'Mitarbeiter',
  'role.subscriber': 'Abonnent',
  'account.password': 'Name des Passworts',
  'account.still':
    'Gehen Sie also davon aus, dass es noch gilt. Versuchen Sie es noch einmal, oder widerrufen Sie es in WordPress wie unten beschrieben.',
  'account.anew':
    'Der begonnene Beitrag lässt sich von hier nicht fertigstellen. Senden Sie noch einmal, und es entsteht ein neuer.',
  'account.rejected': 'Das Passwort scheint widerrufen zu sein. Trennen Sie die Verbindung und verbinden Sie sich neu.',
  'account.resume':
    'Sie können ihn gleich noch einmal senden: Ein unfertiger Beitrag wird fortgesetzt, es werden nie zwei daraus.',

  'will.title': 'Was diese App tun wird',
  'will.posts': 'Die Beiträge anlegen und ändern, die Sie senden',
  'will.categories': 'Kategorien finden und fehlende anlegen',
  'will.categories_there': 'Vorhandene Kategorien benutzen',
  'will.seo': 'SEO-Titel und ‑Beschreibung eines Beitrags setzen',
  'will.revoke': 'Dieses Anwendungspasswort widerrufen, wenn Sie trennen',
  'wont.title': 'Was sie nie tun wird',
  'wont.users': 'Benutzer, Rollen oder Ihr Anmeldepasswort anfassen',
  'wont.settings': 'Einstellungen, Themes oder Plugins anfassen',
  'wont.delete': 'Etwas von Ihnen löschen',
  'wont.keep': 'Das Passwort speichern oder irgendwohin senden außer an Ihre Website',

  'power.admin': 'Dieses Konto darf weit mehr als nötig.',
  'power.admin_text':
    'Es kann Einstellungen, Benutzer und Plugins ändern, und das könnte auch, wer an dieses Passwort käme. presslink macht davon keinen Gebrauch, aber ein Konto mit der Rolle Redakteur oder Autor ist die sicherere Wahl.',
  'power.editor':
    'Dieses Konto darf auch Beiträge anderer ändern. presslink braucht die Rolle nur für Kategorien; gibt es diese schon, genügt die Rolle Autor.',
  'power.right': 'Dieses Konto darf, was nötig ist, und nicht mehr.',
  'power.none':
    'Dieses Konto darf keine Beiträge schreiben. Trennen Sie die Verbindung und verbinden Sie sich als Benutzer mit der Rolle Autor oder Redakteur.',
  'power.new_user': 'Solch einen Benutzer anlegen',
  'power.ask': 'Ein Administrator legt solch einen Benutzer an oder gibt diesem Konto die Rolle.',
  'power.no_publish':
    'Dieses Konto darf Beiträge zur Überprüfung einreichen, aber nicht veröffentlichen. Dazu braucht es die Rolle Autor oder Redakteur.',
  'power.no_categories':
    'Dieses Konto darf keine Kategorien anlegen. Vorhandene werden benutzt, eine fehlende wird weggelassen.',

  'post.heading': 'Testbeitrag veröffentlichen',
  'post.lead':
    'Ein echter Beitrag, um zu sehen, dass alles ankommt. Er beginnt als Entwurf und wird Wort für Wort geprüft.',
  'post.title': 'Titel',
  'post.title_default': 'Ein Testbeitrag von presslink',
  'post.content':
    'Diesen Beitrag hat presslink direkt aus einem Browser-Tab gesendet. Sie können ihn in den Papierkorb verschieben.',
  'post.title_missing': 'Geben Sie dem Beitrag einen Titel.',
  'post.category_gap': 'Vor und hinter jedem > muss ein Name stehen.',
  'post.category': 'Kategorie',
  'post.category_default': 'Test',
  'post.category_hint': 'Mit Namen oder als Pfad: Anleitungen > Küche.',
  'post.seo': 'Für Suchmaschinen, in {plugin}',
  'post.seo_title': 'SEO-Titel',
  'post.seo_title_default': 'Ein Testbeitrag von presslink',
  'post.seo_description': 'SEO-Beschreibung',
  'post.seo_description_default':
    'Zeigt, dass Titel und Beschreibung dort ankommen, wo Suchmaschinen nachsehen.',
  'post.seo_none':
    'Ohne ein SEO-Plugin, das presslink kennt, gibt es für SEO-Titel und ‑Beschreibung keinen Platz; es werden keine gesendet.',
  'post.status': 'Wer sieht ihn?',
  'post.draft': 'Nur Sie: als Entwurf behalten',
  'post.draft_hint': 'Besucher sehen ihn nicht. Veröffentlichen können Sie ihn später in WordPress.',
  'post.public': 'Alle: veröffentlichen',
  'post.public_hint': 'Er erscheint sofort auf Ihrer Website.',
  'post.send': 'Testbeitrag senden',
  'post.again': 'Noch einmal senden',

  'report.title_public': 'Veröffentlicht und geprüft',
  'report.title_draft': 'Als Entwurf gespeichert und geprüft',
  'report.title_pending': 'Zur Überprüfung eingereicht und zurückgelesen',
  'report.title_private': 'Als privat gespeichert und geprüft',
  'report.title_future': 'Geplant und geprüft',
  'report.title_saved': 'Gespeichert, aber mit keinem Status von WordPress selbst',
  'report.title_public_differs': 'Veröffentlicht, aber nicht alles wie gesendet',
  'report.title_differs': 'Gespeichert, aber nicht alles wie gesendet',
  'report.title_public_unread': 'Veröffentlicht, aber nicht alles ließ sich zurücklesen',
  'report.title_unread': 'Gespeichert, aber nicht alles ließ sich zurücklesen',
  'report.heading': 'Was jetzt auf Ihrer Website steht',
  'report.heading_part': 'Wie weit es kam',
  'report.lead_done': 'Von der Website selbst zurückgelesen, nicht vorausgesetzt.',
  'report.lead_failed':
    'Das steht bisher auf Ihrer Website. Senden Sie noch einmal, um den Beitrag fertigzustellen.',
  'report.lead_uncertain':
    'Die Antwort auf die letzte Anfrage ging verloren; Ihre Website kann also weiter sein, als hier steht. Senden Sie noch einmal, und der Beitrag wird gesucht und fertiggestellt.',
  'report.resumed':
    'Ein früherer Versuch hatte einen Entwurf hinterlassen. Er wurde gefunden und fertiggestellt; es gibt einen Beitrag.',
  'report.status': 'Status',
  'report.link': 'Adresse',
  'report.categories': 'Kategorien',
  'report.created': 'neu',
  'report.skipped': 'fehlt, weggelassen',
  'report.requests': 'Anfragen',
  'report.view': 'Beitrag ansehen',
  'report.preview': 'Entwurf ansehen',
  'report.edit': 'In WordPress bearbeiten',
  'report.another': 'Noch einen senden',
  'report.seo': 'SEO-Felder',
  'report.changed': 'Was die Website anders gemacht hat',
  'report.sent': 'Gesendet:',
  'report.got': 'Auf der Website:',

  'field.title': 'Titel',
  'field.content': 'Inhalt',
  'field.status': 'Status',
  'field.categories': 'Kategorien',

  'status.draft': 'Entwurf',
  'status.publish': 'Öffentlich',
  'status.pending': 'Ausstehende Überprüfung',
  'status.private': 'Privat',
  'status.future': 'Geplant',
  'status.other': 'Ein eigener Status eines Plugins',

  'seo.title': 'SEO-Titel',
  'seo.description': 'SEO-Beschreibung',

  'verdict.verified': 'geprüft',
  'verdict.accepted_unverified': 'angenommen, nicht geprüft',
  'verdict.dropped': 'nicht wirksam',
  'verdict.forbidden': 'nicht erlaubt',
  'verdict.unsupported': 'nicht unterstützt',

  'disconnect.heading': 'Fertig? Trennen',
  'disconnect.text':
    'Widerruft dieses Passwort in WordPress und vergisst es hier. Die Beiträge bleiben. Schließen Sie nur den Tab, gilt das Passwort weiter.',
  'disconnect.now': 'Trennen und widerrufen',

  'revoke.title': 'Selbst in WordPress widerrufen',
  'revoke.how': 'Das geht jederzeit, auch ohne diese Seite:',
  'revoke.path': 'Der Weg durch die Menüs von WordPress',
  'revoke.users': 'Benutzer',
  'revoke.profile': 'Profil',
  'revoke.either': 'Profil (für Administratoren: Benutzer › Profil)',
  'revoke.passwords': 'Anwendungspasswörter',
  'revoke.the_name': 'der Name des Passworts',
  'revoke.revoke': 'Widerrufen',
  'revoke.link': 'Ihr Profil in WordPress öffnen',

  'done.title': 'Getrennt',
  'done.revoked': 'WordPress hat das Passwort widerrufen. Niemand kann es mehr benutzen.',
  'done.already':
    'WordPress hat das Passwort nicht mehr angenommen. Wahrscheinlich war es schon widerrufen. Steht es noch in der Liste, widerrufen Sie es dort.',
  'done.left': {
    one: 'Ein anderes Passwort, das WordPress für diese Seite angelegt hat, gilt noch, und niemand hat es. Widerrufen Sie es ebenfalls:',
    other:
      '{count} andere Passwörter, die WordPress für diese Seite angelegt hat, gelten noch, und niemand hat sie. Widerrufen Sie sie ebenfalls:',
  },
  'done.text': 'Auch diese Seite hat es vergessen.',
  'done.see':
    'Um es selbst zu sehen, öffnen Sie Ihr Profil: Unter Anwendungspasswörter steht „{name}“ nicht mehr.',
  'done.again': 'Andere Website verbinden',
};
