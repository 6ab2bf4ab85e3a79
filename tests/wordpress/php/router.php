<?php
/**
 * Front of PHP's built-in server: does what the rewrite rules of a web host do.
 * SITE_BASE is "" or "/subdir"; SITE_REWRITE is "1" where unknown paths go to WordPress;
 * SITE_NETWORK is "1" where sites of a network have folders that are not there.
 */
$presslink_script = (static function () {
    $root = $_SERVER['DOCUMENT_ROOT'];
    $base = getenv('SITE_BASE');
    $path = rawurldecode(strtok($_SERVER['REQUEST_URI'], '?'));
    $info = '';
    $refuse = static function (int $status, string $text): never {
        http_response_code($status);
        header('Content-Type: text/html');
        exit("<html><head><title>$status $text</title></head><body>$status $text</body></html>\n");
    };

    if (str_contains($path, "\0") || preg_match('~/\.\.?(/|$)~', $path)) {
        $refuse(400, 'Bad Request');
    }
    // As WordPress writes it into .htaccess for a network (network_step2).
    if (getenv('SITE_NETWORK') === '1'
        && preg_match('~^/[\w-]+(/(wp-(content|admin|includes)/.*|[^/]+\.php))$~', $path, $match)
        && !file_exists($root . $path)
    ) {
        $path = $match[1];
    }
    if (preg_match('~^(.+?\.php)(/.*)?$~s', $path, $match) && is_file($root . $match[1])) {
        $script = $match[1];
        $info = $match[2] ?? '';
    } elseif (is_file($root . rtrim($path, '/') . '/index.php')) {
        if (!str_ends_with($path, '/')) {
            header("Location: $path/", true, 301);
            exit;
        }
        $script = $path . 'index.php';
    } elseif (is_file($root . $path)) {
        return null;
    } elseif (getenv('SITE_REWRITE') === '1' && str_starts_with($path, "$base/")) {
        $script = "$base/index.php";
    } else {
        $refuse(404, 'Not Found');
    }

    $_SERVER['SCRIPT_NAME'] = $script;
    $_SERVER['SCRIPT_FILENAME'] = $root . $script;
    $_SERVER['PHP_SELF'] = $script . $info;
    unset($_SERVER['PATH_INFO']);
    if ($info !== '') {
        $_SERVER['PATH_INFO'] = $info;
    }
    chdir(dirname($root . $script));
    return $root . $script;
})();

if ($presslink_script === null) {
    return false;
}
require $presslink_script;
