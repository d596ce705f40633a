/** Nothing from elsewhere, nothing inline, nowhere to send a form. */
export const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The page for shoppers; what is in it is made by widgets/privacy of the public notice and of the session's data. */
export const pageHtml = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Your data</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/widgets/privacy-style.css">
<script type="module" src="/widgets/privacy.js"></script>
</head>
<body>
<main id="page" aria-busy="true">
<p role="status">Loading…</p>
<noscript><p>This page needs JavaScript. The same facts as data: <a href="/privacy/v1/notice">what is held</a>,
<a href="/privacy/v1/retention">how long</a>.</p></noscript>
</main>
</body>
</html>
`;
