<?php
/**
 * install.php WORDPRESS install < {"url","title","structure"}: fills the empty database; prints
 * {login: {id, app_password, password}}.
 * install.php WORDPRESS network < {"url","title"}: makes the tables of a network.
 * install.php WORDPRESS add_sites < {"url","names","structure"}: adds a site for each name to it.
 * install.php WORDPRESS blog < {"url","name","options"}: changes columns of wp_blogs, or options, of
 * the site of that name.
 * install.php WORDPRESS activate < {"url","plugin"}: activates the plugin in that folder.
 * install.php WORDPRESS set < {"url","options"}: stores {name: value} as WordPress options; a name
 * "list.key" is one entry of an option that is an array.
 */
[, $presslink_wordpress, $presslink_step] = $argv;
$presslink_input = json_decode(stream_get_contents(STDIN), true, 8, JSON_THROW_ON_ERROR);

$presslink_url = parse_url($presslink_input['url']);
$_SERVER['HTTP_HOST'] = $presslink_url['host'] . ':' . $presslink_url['port'];
$_SERVER['REQUEST_URI'] = ($presslink_url['path'] ?? '') . '/';
$_SERVER['HTTPS'] = $presslink_url['scheme'] === 'https' ? 'on' : '';
if ($presslink_step === 'install') {
    define('WP_INSTALLING', true);
    define('WP_SITEURL', $presslink_input['url']);
} elseif ($presslink_step === 'network') {
    define('WP_INSTALLING_NETWORK', true);
}

require "$presslink_wordpress/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';

function presslink_must($result)
{
    if (is_wp_error($result)) {
        fwrite(STDERR, $result->get_error_message() . "\n");
        exit(1);
    }
    return $result;
}

function presslink_install(string $title, string $structure): array
{
    // wp_install() otherwise asks the web server, which is not up yet, whether rewriting works.
    add_filter('pre_http_request', fn () => new WP_Error('off', 'no requests while installing'));

    $users = [];
    $roles = ['admin' => 'administrator', 'editor' => 'editor', 'author' => 'author',
        'contributor' => 'contributor', 'subscriber' => 'subscriber'];
    foreach ($roles as $login => $role) {
        $email = "$login@example.org";
        $password = wp_generate_password(24, false);
        $id = $login === 'admin'
            ? wp_install($title, $login, $email, true, '', $password)['user_id']
            : presslink_must(wp_insert_user(['user_login' => $login, 'user_pass' => $password,
                'user_email' => $email, 'display_name' => ucfirst($login), 'role' => $role]));
        [$app_password] = presslink_must(WP_Application_Passwords::create_new_application_password(
            $id,
            ['name' => 'test site']
        ));
        $users[$login] = ['id' => $id, 'app_password' => $app_password, 'password' => $password];
    }

    global $wp_rewrite;
    $wp_rewrite->init();
    $wp_rewrite->set_permalink_structure($structure);
    // Categories were registered while there was no structure: rules made now would lack them.
    // The first visitor makes the rules where none are stored.
    delete_option('rewrite_rules');
    return $users;
}

function presslink_make_network(string $domain, string $title): void
{
    global $wpdb;
    require_once ABSPATH . 'wp-admin/includes/network.php';
    foreach ($wpdb->tables('ms_global') as $table => $name) {
        $wpdb->$table = $name;
    }
    install_network();
    presslink_must(populate_network(1, $domain, 'admin@example.org', $title, '/', false));
}

function presslink_add_sites(string $domain, array $names, string $structure): void
{
    // The passwords were made when this was an option of the one site, and WordPress would not look
    // at any (WP_Application_Passwords::is_in_use).
    update_network_option(null, WP_Application_Passwords::OPTION_KEY_IN_USE, true);
    // It takes the colon of the port out of the domain.
    add_filter('sanitize_user', fn ($clean, $given) => $given, 10, 2);
    $roles = ['editor', 'author', 'contributor'];
    foreach ($names as $name) {
        $admin = get_user_by('login', 'admin')->ID;
        $blog = presslink_must(wpmu_create_blog($domain, "/$name/", ucfirst($name), $admin));
        remove_user_from_blog($admin, $blog);
        foreach ($roles as $role) {
            presslink_must(add_user_to_blog($blog, get_user_by('login', $role)->ID, $role));
        }
        update_blog_option($blog, 'permalink_structure', $structure);
        delete_blog_option($blog, 'rewrite_rules');
    }
}

function presslink_change_blog(string $name, array $values): void
{
    $blog = get_sites(['search' => "/$name/", 'search_columns' => ['path']])[0]->blog_id;
    foreach ($values as $key => $value) {
        if (property_exists('WP_Site', $key)) {
            presslink_must(wp_update_site($blog, [$key => $value]));
        } else {
            update_blog_option($blog, $key, $value);
        }
    }
}

function presslink_activate(string $folder): void
{
    $file = array_key_first(get_plugins("/$folder"));
    if ($file === null) {
        fwrite(STDERR, "no PHP file with a \"Plugin Name:\" header\n");
        exit(1);
    }
    // Plugins that are too new do nothing, or worse, and the header does not always tell.
    $needs = get_file_data(WP_PLUGIN_DIR . "/$folder/readme.txt", ['Requires at least'])[0];
    if (!is_wp_version_compatible(trim($needs, ' +'))) {
        fwrite(STDERR, "needs WordPress $needs, this is {$GLOBALS['wp_version']}\n");
        exit(1);
    }
    // Many plugins redirect and exit once they are active, so only the outcome tells.
    $result = null;
    register_shutdown_function(static function () use ($folder, $file, &$result) {
        if (!is_plugin_active("$folder/$file")) {
            fwrite(STDERR, is_wp_error($result) ? $result->get_error_message() . "\n" : '');
            exit(1);
        }
    });
    wp_set_current_user(1);
    $result = activate_plugin("$folder/$file");
}

function presslink_set(array $options): void
{
    foreach ($options as $name => $value) {
        [$option, $key] = explode('.', $name, 2) + [1 => null];
        if ($key !== null) {
            $value = [$key => $value] + (array) get_option($option, []);
        }
        update_option($option, $value);
    }
}

if ($presslink_step === 'network') {
    presslink_make_network($_SERVER['HTTP_HOST'], $presslink_input['title']);
} elseif ($presslink_step === 'add_sites') {
    presslink_add_sites($_SERVER['HTTP_HOST'], $presslink_input['names'], $presslink_input['structure']);
} elseif ($presslink_step === 'blog') {
    presslink_change_blog($presslink_input['name'], $presslink_input['options']);
} elseif ($presslink_step === 'set') {
    presslink_set($presslink_input['options']);
} elseif ($presslink_step === 'install') {
    echo json_encode(presslink_install($presslink_input['title'], $presslink_input['structure']));
} else {
    presslink_activate($presslink_input['plugin']);
}
