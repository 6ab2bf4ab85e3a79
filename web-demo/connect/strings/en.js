/** The words of the screens. Names of WordPress's own menus are WordPress's own words. */
export const strings = {
  'busy.find': 'Looking for WordPress…',
  'busy.examine': 'Looking for what is in the way…',
  'busy.approve': 'Going to WordPress…',
  'busy.verify': 'Asking WordPress whose password this is…',
  'busy.publish': 'Publishing, then reading back what the site has…',
  'busy.disconnect': 'Revoking the password…',
  'busy.wait': 'No luck yet; trying again in {seconds} s',
  unexpected: 'Something went wrong in this page itself. Reload it and try again.',

  'address.title': 'Which site?',
  'address.label': 'Address of your WordPress site',
  'address.hint': 'As you would type it into the browser, such as example.com or example.com/blog.',
  'address.find': 'Find my site',
  'address.missing': 'Enter the address of your site first.',
  'address.promise_direct':
    'This page talks to your site directly. There is no server of ours in between.',
  'address.promise_memory':
    'It never asks for the password you log in with. It gets one of its own, which you approve in WordPress.',
  'address.promise_leave':
    'That one stays in this tab’s memory and is gone with it. Disconnect revokes it for good.',

  'found.title': 'Your site, and what you decide now',
  'found.site': 'The site',
  'found.within':
    'You entered {typed}. That is no site of its own: it is a page of this one, or nothing is there and this one answers for it.',
  'found.passwords': 'Application Passwords',
  'found.passwords_on': 'switched on',
  'found.passwords_off': 'switched off',
  'found.passwords_unknown': 'the site does not say',
  'found.rest': 'REST API',
  'found.rest_pretty': 'found at /wp-json/',
  'found.rest_query': 'found at ?rest_route= (plain permalinks)',
  'found.rest_index_php': 'found at /index.php/wp-json/',
  'found.rest_custom': 'found at an address of its own',
  'found.rest_closed': 'closed to strangers',
  'found.seo': 'SEO plugin',
  'found.seo_none': 'none that presslink knows',
  'found.seo_open': 'takes titles and descriptions',
  'found.seo_shut': 'takes none from outside in this version',
  'found.connect': 'Connect',
  'found.by_hand': 'Enter a password by hand',
  'found.other': 'Another site',
  'found.declined': 'You declined in WordPress. Nothing was connected and no password was made.',
  'found.leftover':
    'If you did approve, WordPress made a password that nobody uses now. It is named “{name}”, unless you gave it another name. Revoke it:',
  'found.unavailable':
    'No password was made. Connect with another account: log out of WordPress first. Or ask an administrator to allow Application Passwords for this one.',

  'decide.title': 'Before you approve',
  'decide.own': 'It is not the password you log in with',
  'decide.own_text':
    'WordPress makes a new Application Password for this one connection. It has a name, can be revoked on its own, and nobody can log in to wp-admin with it. Yours stays as it is.',
  'decide.power': 'WordPress gives it everything its user may do',
  'decide.power_text':
    'An Application Password has no limits of its own: an administrator’s could install plugins and change users. Approve as a user who may do no more than needed: Author is enough for posts, Editor where categories are to be created. An administrator makes such a user.',
  'decide.limits': 'presslink limits itself all the same',
  'decide.limits_text':
    'It can send nothing but a fixed list of requests: posts, their SEO fields, categories, and questions about this very password. Users, settings, themes and plugins are not on the list.',
  'decide.next':
    'Connect takes you to {host}. Log in there if WordPress asks, approve, and you are back here. The password is for the user who is logged in there: WordPress shows who that is at the top right; on a phone, tap the picture. To use another one, log out there first.',
  'decide.time': 'You have {minutes} minutes to approve; an answer that comes later is not taken.',

  'blocked.title': 'This does not connect yet',
  'blocked.title_found': 'WordPress is here, but something is in the way',
  'blocked.causes': 'What it is, and what to click',
  'blocked.lead':
    'Found out from outside, without changing anything. The likeliest cause comes first.',
  'blocked.none': 'No cause could be made out from here.',
  'blocked.closed':
    'The site answers strangers with “{code}”, and a browser asks as a stranger first, so no password helps on a web page. Open the root of the REST API and the routes under /wp/v2 to visitors in the plugin that closes the REST API, or connect with the command line or from a server.',
  'blocked.again': 'Check again',

  'cause.list': 'Possible causes',
  'cause.certain': 'certain',
  'cause.likely': 'likely',
  'cause.possible': 'possible',
  'cause.evidence': 'What was seen',
  'cause.remedy': 'What to do',
  'cause.open': 'Open this screen in WordPress',
  'cause.host': 'What to send to your web host',
  'cause.apart': 'What would settle it:',

  'waiting.title': 'Back without an answer',
  'waiting.text':
    'WordPress has not sent a password. If it said that the request is not allowed, it is older than 7.0 and does not send passwords to an address like this one; enter the password by hand then.',
  'waiting.other_page':
    'If it showed another page, such as a plugin’s set-up, open the approval screen again: such a page does not come for long.',
  'waiting.not_found':
    'If it showed that a page was not found, the site has a log-in address of its own: log in there first, in another tab, and open the approval screen again.',
  'waiting.again': 'Open the approval screen again',

  'hand.title': 'Enter a password by hand',
  'hand.because':
    'WordPress cannot send you back to this page, but it can show you the password to copy.',
  'hand.unremembered':
    'Your browser keeps nothing for this page, or has no room left, so the page would not know you any more after a visit to WordPress. WordPress shows you the password to copy instead.',
  'hand.make': 'Approve the connection in WordPress; without a way back it shows you the password.',
  'hand.make_link': 'Open the approval screen',
  'hand.copy': 'Copy the password. WordPress shows it only once.',
  'hand.enter': 'Come back to this tab and enter it here.',
  'hand.username': 'User name',
  'hand.username_hint': 'The name you log in to WordPress with, not the name of the password.',
  'hand.password': 'Application Password',
  'hand.password_hint': 'The 24 characters that WordPress showed; spaces do not matter. Never the password you log in with.',
  'hand.missing_username': 'Enter your user name first.',
  'hand.colon':
    'A user name with a colon cannot be sent to WordPress. Enter the account’s e-mail address instead.',
  'hand.missing_password': 'Enter the Application Password first.',
  'hand.connect': 'Connect',
  'hand.back': 'Back',
  'hand.profile': 'You can also make one in your profile on {site}.',
  'hand.profile_link': 'Open your profile',

  'unchecked.title': 'The password could not be checked',
  'unchecked.text':
    'Your site did not get to check it, so the password may well be right. This page still holds it: try again, and it goes on from there. If you do not go on, revoke it.',
  'unchecked.again': 'Try again',

  'forgotten.title': {
    one: 'This page does not hold the password any more',
    other: 'This page does not hold the passwords any more',
  },
  'forgotten.text':
    'It was kept in memory only, and reloading the page cleared that. In WordPress it is still valid until you revoke it.',
  'forgotten.stray':
    'WordPress sent a password that this tab did not wait for, so it was thrown away. It is valid until you revoke it.',
  'forgotten.several':
    'WordPress made {count} passwords for this page, which holds none of them now. Each is valid until you revoke it.',
  'forgotten.who': { one: 'It belongs to:', other: 'They belong to:' },
  'forgotten.post':
    'Your test post was not finished. Connect again and send it again: it is continued, not doubled.',
  'forgotten.connect': 'Connect again',

  'account.title': 'Connected',
  'account.title_failed': 'That did not work',
  'account.title_stopped': 'Stopped',
  'account.title_still': 'Nothing says that the password is revoked',
  'account.at': 'on {site}',
  'account.roles': 'Role',
  'role.administrator': 'Administrator',
  'role.editor': 'Editor',
  'role.author': 'Author',
  'role.contributor': 'Contributor',
  'role.subscriber': 'Subscriber',
  'account.password': 'Name of the password',
  'account.still':
    'So treat the password as valid. Try again, or revoke it in WordPress as described below.',
  'account.anew':
    'The post that was begun cannot be finished from here. Send it again, and a new one is made.',
  'account.rejected': 'The password seems to be revoked. Disconnect, then connect again.',
  'account.resume':
    'You can send it again at once: an unfinished post is continued, and there will never be two.',

  'will.title': 'What this app will do',
  'will.posts': 'Create and change the posts that you send',
  'will.categories': 'Find categories, and create missing ones',
  'will.categories_there': 'Use the categories that are there',
  'will.seo': 'Set a post’s SEO title and description',
  'will.revoke': 'Revoke this Application Password when you disconnect',
  'wont.title': 'What it will never do',
  'wont.users': 'Touch users, roles or your log-in password',
  'wont.settings': 'Touch settings, themes or plugins',
  'wont.delete': 'Delete anything of yours',
  'wont.keep': 'Store the password, or send it anywhere but to your site',

  'power.admin': 'This account may do far more than needed.',
  'power.admin_text':
    'It can change settings, users and plugins, and so could whoever got hold of this password. presslink makes no use of that, but an account with the role Editor, or Author, is the safer choice.',
  'power.editor':
    'This account may also change other people’s posts. presslink needs the role for categories only; the role Author is enough where they exist already.',
  'power.right': 'This account may do what is needed, and no more.',
  'power.none':
    'This account may not write posts. Disconnect, and connect as a user with the role Author or Editor.',
  'power.new_user': 'Make such a user',
  'power.ask': 'An administrator makes such a user, or gives this account the role.',
  'power.no_publish':
    'This account may submit posts for review, but not publish. For that it needs the role Author or Editor.',
  'power.no_categories':
    'This account may not create categories. Existing ones are used; a missing one is left out.',

  'post.heading': 'Publish a test post',
  'post.lead':
    'One real post, to see that everything arrives. It starts as a draft and is checked word by word.',
  'post.title': 'Title',
  'post.title_default': 'A test post from presslink',
  'post.content':
    'This post was sent by presslink, straight from a browser tab. You can move it to the trash.',
  'post.title_missing': 'Give the post a title.',
  'post.category_gap': 'Each > needs a name before and after it.',
  'post.category': 'Category',
  'post.category_default': 'Test',
  'post.category_hint': 'By name, or as a path: Guides > Kitchen.',
  'post.seo': 'For search engines, in {plugin}',
  'post.seo_title': 'SEO title',
  'post.seo_title_default': 'A test post from presslink',
  'post.seo_description': 'SEO description',
  'post.seo_description_default': 'Shows that titles and descriptions arrive where search engines look.',
  'post.seo_none':
    'Without an SEO plugin that presslink knows there is no place for an SEO title and description, so none are sent.',
  'post.status': 'Who sees it?',
  'post.draft': 'Only you: keep it as a draft',
  'post.draft_hint': 'Visitors do not see it. You can publish it in WordPress later.',
  'post.public': 'Everyone: publish it',
  'post.public_hint': 'It appears on your site at once.',
  'post.send': 'Send the test post',
  'post.again': 'Send it again',

  'report.title_public': 'Published and verified',
  'report.title_draft': 'Saved as a draft and verified',
  'report.title_pending': 'Submitted for review and verified',
  'report.title_private': 'Saved as private and verified',
  'report.title_future': 'Scheduled and verified',
  'report.title_saved': 'Saved, but not as a status of WordPress’s own',
  'report.title_public_differs': 'Published, but not all of it as sent',
  'report.title_differs': 'Saved, but not all of it as sent',
  'report.title_public_unread': 'Published, but not all of it could be read back',
  'report.title_unread': 'Saved, but not all of it could be read back',
  'report.heading': 'What is on your site now',
  'report.heading_part': 'How far it got',
  'report.lead_done': 'Read back from the site itself, not taken for granted.',
  'report.lead_failed': 'This is on your site so far. Send it again to finish it.',
  'report.lead_uncertain':
    'The answer to the last request was lost, so your site may be further than this. Send it again, and it is looked up and finished.',
  'report.resumed': 'An earlier try had left a draft. It was found and finished; there is one post.',
  'report.status': 'Status',
  'report.link': 'Address',
  'report.categories': 'Categories',
  'report.created': 'new',
  'report.skipped': 'missing, left out',
  'report.requests': 'Requests',
  'report.view': 'View the post',
  'report.preview': 'Preview the draft',
  'report.edit': 'Edit in WordPress',
  'report.another': 'Send another',
  'report.seo': 'SEO fields',
  'report.changed': 'What the site did differently',
  'report.sent': 'Sent:',
  'report.got': 'On the site:',

  'field.title': 'Title',
  'field.content': 'Content',
  'field.status': 'Status',
  'field.categories': 'Categories',

  'status.draft': 'Draft',
  'status.publish': 'Public',
  'status.pending': 'Pending review',
  'status.private': 'Private',
  'status.future': 'Scheduled',
  'status.other': 'A plugin’s own status',

  'seo.title': 'SEO title',
  'seo.description': 'SEO description',

  'verdict.verified': 'verified',
  'verdict.accepted_unverified': 'accepted, not verified',
  'verdict.dropped': 'not in effect',
  'verdict.forbidden': 'not allowed',
  'verdict.unsupported': 'not supported',

  'disconnect.heading': 'Done? Disconnect',
  'disconnect.text':
    'Revokes this password in WordPress and forgets it here. The posts stay. If you only close the tab, the password stays valid.',
  'disconnect.now': 'Disconnect and revoke',

  'revoke.title': 'Revoke it in WordPress yourself',
  'revoke.how': 'You can do this at any time, without this page:',
  'revoke.path': 'The way through WordPress’s menus',
  'revoke.users': 'Users',
  'revoke.profile': 'Profile',
  'revoke.either': 'Profile (for administrators: Users › Profile)',
  'revoke.passwords': 'Application Passwords',
  'revoke.the_name': 'the password’s name',
  'revoke.revoke': 'Revoke',
  'revoke.link': 'Open your profile in WordPress',

  'done.title': 'Disconnected',
  'done.revoked': 'WordPress has revoked the password. Nobody can use it any more.',
  'done.already':
    'WordPress did not accept the password any more. Most likely it had been revoked before. If it is still in the list, revoke it there.',
  'done.left': {
    one: 'Another password that WordPress made for this page is still valid, and nobody holds it. Revoke it as well:',
    other:
      '{count} other passwords that WordPress made for this page are still valid, and nobody holds them. Revoke them as well:',
  },
  'done.text': 'This page has forgotten it too.',
  'done.see':
    'To see for yourself, open your profile: under Application Passwords, “{name}” is not there any more.',
  'done.again': 'Connect another site',
};
