//! The preview, over its own protocol: each test starts the program, asks it for pages, and changes the copy meanwhile.

use crate::desk::Dice;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

const NEWSPRINT: &str = env!("CARGO_BIN_EXE_newsprint");
const NOW: &str = "2026-03-10T12:00:00Z";

/// A machine that does many things at once may take its time.
const PATIENCE: Duration = Duration::from_secs(20);

// --- A paper in a folder of its own ---

struct Paper {
    root: PathBuf,
}

impl Paper {
    fn empty() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let nth = COUNT.fetch_add(1, Ordering::Relaxed);
        let root = std::env::temp_dir().join(format!("newsprint-serve-{}-{nth}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(&root).expect("a folder");
        Paper { root: root.canonicalize().expect("a folder") }
    }

    /// A small paper with a bit of everything.
    fn small() -> Self {
        let paper = Paper::empty();
        paper.write(
            "config.toml",
            "title = \"The Valley Record\"\nbase_url = \"https://news.example/\"\nlanguage = \"en\"\ntimezone = \"UTC\"\nurls_lock = false\n",
        );
        for (name, day) in [("a", 5), ("b", 6), ("c", 7), ("plain-control", 8)] {
            paper.write(&format!("content/city/{name}.md"), &story(name, day, "ordinary words"));
        }
        paper.write("content/world/ferry.md", &story("ferry", 4, "Calm sea. See [the other](../city/a.md)."));
        paper.write("content/about.md", "+++\nheadline = \"About us\"\n+++\nWe print.\n");
        paper.write("static/notes.txt", "0123456789");
        paper.write("static/extra.css", "p { color: black }");
        paper
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("a file")
    }

    fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).expect("a rename");
    }

    fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).expect("a removal");
    }

    /// What a build of the paper writes, by path.
    fn build(&self) -> BTreeMap<String, Vec<u8>> {
        let out = self.root.with_extension("built");
        let _ = fs::remove_dir_all(&out);
        let built = Command::new(NEWSPRINT)
            .args(["build", "--now", NOW, "--quiet", "--root"])
            .arg(&self.root)
            .arg("--output")
            .arg(&out)
            .output()
            .expect("a build");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        let mut files = BTreeMap::new();
        collect(&out, &out, &mut files);
        let _ = fs::remove_dir_all(&out);
        files
    }
}

impl Drop for Paper {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

fn story(name: &str, day: u32, words: &str) -> String {
    format!(
        "+++\ntitle = \"Story {name}\"\ndate = 2026-03-{day:02}\nauthors = [\"Ann Lee\"]\ntopics = [\"Ferries\"]\n+++\nThe story {name} has {words}.\n"
    )
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            collect(root, &entry, files);
        } else {
            let name = entry.strip_prefix(root).expect("inside").to_string_lossy().replace('\\', "/");
            if !name.starts_with(".newsprint") {
                files.insert(name, fs::read(&entry).expect("a file"));
            }
        }
    }
}

// --- The program ---

struct Preview {
    child: Child,
    port: u16,
    base: String,
    errors: PathBuf,
}

impl Preview {
    fn start(paper: &Paper) -> Self {
        Self::with(paper, &[])
    }

    fn with(paper: &Paper, options: &[&str]) -> Self {
        let errors = paper.root.with_extension("stderr");
        let mut child = Command::new(NEWSPRINT)
            .args(["serve", "--port", "0", "--now", NOW, "--root"])
            .arg(&paper.root)
            .args(options)
            .stdout(Stdio::piped())
            .stderr(fs::File::create(&errors).expect("a file"))
            .spawn()
            .expect("a preview");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let url = loop {
            let line = lines.next().expect("an address").expect("a line");
            if let Some(at) = line.find("http://") {
                break line[at..].split_whitespace().next().expect("an address").to_owned();
            }
        };
        // Somebody must go on reading, or the program would wait for room in the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        let rest = url.strip_prefix("http://127.0.0.1:").expect("this machine");
        let (port, base) = rest.split_once('/').expect("a path");
        Preview { child, port: port.parse().expect("a port"), base: format!("/{base}"), errors }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "localhost", &[])
    }

    fn ask(&self, method: &str, path: &str, host: &str, headers: &[&str]) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        let (body, headers): (Vec<&str>, Vec<&str>) = headers.iter().partition(|header| !header.contains(": "));
        let body = body.concat();
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
        for header in headers {
            request.push_str(header);
            request.push_str("\r\n");
        }
        request.push_str("\r\n");
        request.push_str(&body);
        stream.write_all(request.as_bytes()).expect("a request");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        Answer::of(&bytes)
    }

    /// The text of a page.
    fn page(&self, path: &str) -> String {
        self.get(path).text()
    }

    /// The page as a build would have it.
    fn bare(&self, path: &str) -> Vec<u8> {
        undressed(&self.get(path).body)
    }

    fn listen(&self, path: &str) -> Events {
        let page = self.get(path);
        let mark = |name: &str| field(&page.text(), name);
        let query = format!(
            "at={path}&mark={}&sheet={}&source={}&issue={}&faulty={}",
            mark("mark"),
            mark("sheet"),
            mark("source"),
            mark("issue"),
            mark("faulty")
        );
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        write!(stream, "GET /__newsprint/events?{query} HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("a request");
        let (sender, news) = mpsc::channel();
        std::thread::spawn(move || {
            let mut name = String::new();
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                if let Some(event) = line.strip_prefix("event: ") {
                    event.clone_into(&mut name);
                } else if let Some(data) = line.strip_prefix("data: ")
                    && sender.send((name.clone(), data.to_owned())).is_err()
                {
                    return;
                }
            }
        });
        Events { news }
    }

    fn interrupt(&mut self) -> Option<i32> {
        let sent = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().expect("kill");
        assert!(sent.success());
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if let Some(status) = self.child.try_wait().expect("a status") {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        None
    }

    fn alive(&mut self) -> bool {
        self.child.try_wait().expect("a status").is_none()
    }

    fn told(&self) -> String {
        fs::read_to_string(&self.errors).expect("what was told")
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_file(&self.errors);
    }
}

struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Answer {
    fn of(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|end| end == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok()).expect("a status");
        let headers =
            lines.filter_map(|line| line.split_once(": ")).map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        Answer { status, headers, body: bytes[end + 4..].to_vec() }
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

struct Events {
    news: mpsc::Receiver<(String, String)>,
}

impl Events {
    fn next(&self) -> (String, String) {
        self.news.recv_timeout(PATIENCE).expect("an event")
    }

    fn nothing_for(&self, time: Duration) {
        if let Ok(event) = self.news.recv_timeout(time) {
            panic!("an event that nobody expected: {event:?}");
        }
    }
}

/// A page without what the preview adds: the overlay with its style, and the script.
fn undressed(html: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(html);
    let Some(end) = text.rfind("<script src=\"/__newsprint/preview.js\"") else { return html.to_vec() };
    let start = text.find("<link rel=\"stylesheet\" href=\"/__newsprint/preview.css\">").unwrap_or(end).min(end);
    let after = end + text[end..].find("</script>").expect("an end") + "</script>".len();
    format!("{}{}", &text[..start], &text[after..]).into_bytes()
}

/// A field of the data that the script gets.
fn field(page: &str, name: &str) -> String {
    let data = page.rsplit_once("data-page=\"").expect("the script").1.split('"').next().expect("its data");
    let data = data.replace("&quot;", "\"").replace("&#34;", "\"");
    let Some((_, rest)) = data.split_once(&format!("\"{name}\":")) else { return String::new() };
    rest.trim_start_matches('"').split(['"', ',', '}']).next().unwrap_or_default().to_owned()
}

fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < end, "this did not come true: {what}");
        std::thread::sleep(Duration::from_millis(15));
    }
}

/// Every file of a build is served with its bytes, and what the build has not is not served.
fn same_as_a_build(paper: &Paper, preview: &Preview) {
    let built = paper.build();
    for (path, bytes) in &built {
        let address = format!("{}{}", preview.base, encode(path.strip_suffix("index.html").unwrap_or(path)));
        let answer = preview.get(&address);
        assert!(matches!(answer.status, 200 | 301), "{address}: {}", answer.status);
        assert!(undressed(&answer.body) == *bytes, "{address} is not what a build writes");
    }
}

fn encode(path: &str) -> String {
    path.bytes()
        .map(|b| if b.is_ascii_alphanumeric() || b"/-._~".contains(&b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

// --- The tests ---

#[test]
fn what_is_served_is_what_a_build_writes() {
    let paper = Paper::empty();
    let demo = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = BTreeMap::new();
    for folder in ["content", "static"] {
        collect(demo, &demo.join(folder), &mut files);
    }
    files.insert("config.toml".into(), fs::read(demo.join("config.toml")).expect("a config"));
    for (path, bytes) in files.iter().filter(|(path, _)| !path.starts_with("static/theme/")) {
        let path = paper.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    let preview = Preview::start(&paper);
    for address in ["/", "/local/", "/no-such-page/"] {
        preview.page(address);
    }
    assert!(!paper.path("public").exists() && !paper.path(".newsprint").exists(), "a preview writes nothing");
    same_as_a_build(&paper, &preview);
}

#[test]
fn types_and_statuses_are_those_of_a_host() {
    let paper = Paper::small();
    let preview = Preview::start(&paper);
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/city/a/", "text/html; charset=utf-8"),
        ("/notes.txt", "text/plain; charset=utf-8"),
        ("/extra.css", "text/css; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
    ] {
        let answer = preview.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (200, kind), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    let sheet = field(&preview.page("/"), "sheet");
    assert_eq!(preview.get(&sheet).header("content-type"), "text/css; charset=utf-8");
    let lost = preview.get("/nothing/here/");
    assert_eq!(lost.status, 404);
    assert_eq!(undressed(&lost.body), paper.build()["404.html"]);
    assert_eq!(preview.get("/404.html").status, 200);
    let slash = preview.get("/city/a?x=1");
    assert_eq!((slash.status, slash.header("location")), (308, "/city/a/?x=1"));
    assert_eq!(preview.bare("/city/a/index.html"), preview.bare("/city/a/"));
    let head = preview.ask("HEAD", "/city/a/", "localhost", &[]);
    assert!(head.status == 200 && head.body.is_empty());
    let refused = preview.ask("DELETE", "/city/a/", "localhost", &[]);
    assert_eq!((refused.status, refused.header("allow")), (405, "GET, HEAD"));
}

#[test]
fn parts_of_files_are_sent() {
    let paper = Paper::small();
    let preview = Preview::start(&paper);
    let part = |range: &str| preview.ask("GET", "/notes.txt", "localhost", &[&format!("Range: bytes={range}")]);
    let answer = part("2-4");
    assert_eq!((answer.status, answer.text().as_str(), answer.header("content-range")), (206, "234", "bytes 2-4/10"));
    assert_eq!(part("-3").text(), "789");
    assert_eq!(part("8-").text(), "89");
    let answer = part("20-");
    assert_eq!((answer.status, answer.header("content-range")), (416, "bytes */10"));
    assert_eq!(part("0-1,4-5").text(), "0123456789");
}

#[test]
fn nothing_outside_of_the_site_is_served() {
    let paper = Paper::small();
    paper.write("secret.txt", "a secret");
    fs::write(paper.root.with_extension("outside"), "a secret").expect("a file");
    let preview = Preview::start(&paper);
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/%252e%252e%252fsecret.txt",
        "/..%5csecret.txt",
        "/static/../../secret.txt",
        "/city/..%2f..%2f..%2fsecret.txt",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/config.toml",
        "/content/city/a.md",
        "/static/notes.txt",
        "/%00",
        "/%ff",
        "/city/%2e/a/",
    ] {
        let answer = preview.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.text().contains("a secret") && !answer.text().contains("root:"), "{path}");
    }
    // A folder of files is not listed.
    paper.write("static/files/x.txt", "x");
    until("the new file is served", || preview.get("/files/x.txt").status == 200);
    assert_eq!(preview.get("/files/").status, 404);
    for host in ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""] {
        assert_eq!(preview.ask("GET", "/", host, &[]).status, 403, "{host}");
        assert_eq!(preview.ask("GET", "/__newsprint/events?at=/", host, &[]).status, 403, "{host}");
    }
    for host in ["localhost", "127.0.0.1:9", "[::1]:7"] {
        assert_eq!(preview.ask("GET", "/", host, &[]).status, 200, "{host}");
    }
    let _ = fs::remove_file(paper.root.with_extension("outside"));
}

#[test]
fn a_port_in_use_is_told_at_once() {
    let paper = Paper::small();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port();
    let started = Instant::now();
    let out = Command::new(NEWSPRINT).args(["serve", "--port", &port.to_string(), "--root"]).arg(&paper.root).output().expect("a run");
    assert!(started.elapsed() < Duration::from_secs(2) && !out.status.success());
    let told = String::from_utf8_lossy(&out.stderr);
    assert!(told.contains("--port") && told.contains(&port.to_string()), "{told}");
    assert!(out.stdout.is_empty());
}

#[test]
fn a_site_beneath_a_path_is_served_there() {
    let paper = Paper::small();
    paper.write("config.toml", &paper.read("config.toml").replace("https://news.example/", "https://news.example/a/paper/"));
    let preview = Preview::start(&paper);
    assert_eq!(preview.base, "/a/paper/");
    let top = preview.get("/");
    assert_eq!((top.status, top.header("location")), (307, "/a/paper/"));
    assert_eq!(preview.get("/a/paper").header("location"), "/a/paper/");
    assert_eq!(preview.get("/city/a/").status, 404);
    same_as_a_build(&paper, &preview);
}

#[test]
fn copy_comes_and_goes_while_serving() {
    let paper = Paper::small();
    let preview = Preview::start(&paper);
    assert_eq!(preview.get("/city/b/").status, 200);
    paper.remove("content/city/b.md");
    until("a deleted story is gone", || preview.get("/city/b/").status == 404);
    for list in ["/", "/city/", "/topics/ferries/", "/authors/ann-lee/"] {
        assert!(!preview.page(list).contains("/city/b/"), "{list}");
    }
    paper.rename("content/city/c.md", "content/city/d.md");
    until("a renamed story is there", || preview.get("/city/d/").status == 200 && preview.get("/city/c/").status == 404);
    paper.rename("content/city", "content/town");
    until("a renamed folder is there", || preview.get("/town/a/").status == 200 && preview.get("/city/a/").status == 404);
    assert_eq!(preview.get("/city/").status, 404);
    paper.write("content/town/a.md", &paper.read("content/town/a.md").replace("title =", "slug = \"renamed\"\ntitle ="));
    until("a new slug is there", || preview.get("/town/renamed/").status == 200 && preview.get("/town/a/").status == 404);
    // What a folder that was just renamed gets is seen too.
    paper.write("content/town/late.md", &story("late", 9, "words"));
    until("a late story is there", || preview.get("/town/late/").status == 200);
    // The link of the story abroad led to a file that is gone.
    paper.write("content/world/ferry.md", &story("ferry", 4, "Calm sea"));
    until("the link is gone", || !preview.page("/world/ferry/").contains("the other"));
    fs::remove_dir_all(paper.path("content/world")).expect("a removal");
    until("a deleted folder is gone", || preview.get("/world/ferry/").status == 404);
    same_as_a_build(&paper, &preview);
}

#[test]
fn saves_are_seen_however_editors_save() {
    let paper = Paper::small();
    let preview = Preview::start(&paper);
    let file = "content/city/plain-control.md";
    let good = paper.read(file);
    let shows = |words: &str| preview.page("/city/plain-control/").contains(words);
    for round in 0..3 {
        let words = format!("renamed over {round}");
        paper.write("x", &good.replace("ordinary", &words));
        paper.rename("x", file);
        until("renamed over", || shows(&words));

        let words = format!("backed up {round}");
        paper.rename(file, &format!("{file}~"));
        paper.write(file, &good.replace("ordinary", &words));
        paper.remove(&format!("{file}~"));
        until("backed up and written", || shows(&words));

        let words = format!("cut and written {round}");
        fs::write(paper.path(file), "").expect("a file");
        std::thread::sleep(Duration::from_millis(50));
        fs::write(paper.path(file), good.replace("ordinary", &words)).expect("a file");
        until("cut and written", || shows(&words));
    }
    // On a busy machine the last save may still be on its way.
    let mut before = field(&preview.page("/"), "issue");
    for _ in 0..20 {
        std::thread::sleep(Duration::from_millis(500));
        let now = field(&preview.page("/"), "issue");
        if now == before {
            break;
        }
        before = now;
    }
    for name in [".plain-control.md.swp", "4913", ".#plain-control.md", "#plain-control.md#", "x.md~", "y.tmp"] {
        paper.write(&format!("content/city/{name}"), "a leftover");
    }
    std::thread::sleep(Duration::from_millis(400));
    assert_eq!(field(&preview.page("/"), "issue"), before, "a leftover is no reason to make an issue");
    assert!(!preview.told().contains("error"), "{}", preview.told());
    same_as_a_build(&paper, &preview);
}

#[cfg(unix)]
#[test]
fn linked_copy_is_watched_where_it_lies() {
    let paper = Paper::small();
    let preview = Preview::start(&paper);
    let elsewhere = paper.root.with_extension("elsewhere");
    let _ = fs::remove_dir_all(&elsewhere);
    fs::create_dir_all(elsewhere.join("city")).expect("a folder");
    fs::write(elsewhere.join("city/linked.md"), story("linked", 9, "first words")).expect("a file");
    fs::remove_dir_all(paper.path("content")).expect("a removal");
    std::os::unix::fs::symlink(&elsewhere, paper.path("content")).expect("a link");
    until("what is linked is there", || preview.page("/city/linked/").contains("first words"));
    assert_eq!(preview.get("/city/a/").status, 404);
    // The watch is armed anew a moment after the link came.
    std::thread::sleep(Duration::from_millis(300));
    fs::write(elsewhere.join("city/linked.md"), story("linked", 9, "second words")).expect("a file");
    until("an edit behind the link is seen", || preview.page("/city/linked/").contains("second words"));
    same_as_a_build(&paper, &preview);
    let _ = fs::remove_dir_all(elsewhere);
}

#[test]
fn network_folders_can_be_looked_at() {
    let paper = Paper::small();
    let preview = Preview::with(&paper, &["--poll"]);
    paper.write("content/city/a.md", &story("a", 5, "changed words"));
    until("an edit is seen", || preview.page("/city/a/").contains("changed words"));
    paper.write("config.toml", &paper.read("config.toml").replace("Valley", "Mountain"));
    until("a setting is seen", || preview.page("/").contains("The Mountain Record"));
}

#[test]
fn faults_are_shown_and_heal() {
    let paper = Paper::small();
    let mut preview = Preview::start(&paper);
    let file = "content/city/plain-control.md";
    let (good, config) = (paper.read(file), paper.read("config.toml"));
    let page = preview.bare("/city/plain-control/");
    let broken = |preview: &Preview, place: &str| {
        until(place, || preview.page("/city/plain-control/").contains("newsprint-overlay"));
        let answer = preview.get("/city/plain-control/");
        assert!(answer.text().contains(place), "{}", answer.text());
        assert_eq!((answer.status, undressed(&answer.body)), (200, page.clone()), "the last good page stays below");
        assert!(preview.told().contains(place), "{}", preview.told());
    };
    let well = |preview: &Preview| until("it is well", || !preview.page("/city/plain-control/").contains("newsprint-overlay"));

    let events = preview.listen("/city/plain-control/");
    paper.write(file, "+++\ntitle = \"x\n");
    broken(&preview, "content/city/plain-control.md:1");
    let (name, data) = events.next();
    assert!(name == "faults" && data.contains("content/city/plain-control.md:1"), "{name} {data}");
    paper.write(file, &good);
    well(&preview);
    assert_eq!(events.next().0, "well");

    paper.write("templates/article.html", "one\n{% if %}\n");
    broken(&preview, "templates/article.html:2");
    paper.remove("templates/article.html");
    well(&preview);

    paper.write("config.toml", "base_url = \n");
    broken(&preview, "config.toml:1");
    paper.write("config.toml", &config);
    well(&preview);

    // Marks without width before letters of several bytes.
    paper.write("templates/article.html", "é{{ “ }}");
    broken(&preview, "templates/article.html:1");
    paper.remove("templates/article.html");
    well(&preview);
    paper.write(file, "+++\ntitle = \"A\" é\n+++\nHi\n");
    broken(&preview, "content/city/plain-control.md:2");
    paper.write(file, &good);
    well(&preview);

    // Words of the paper's own, in a folder that was not there.
    paper.write("locales/en.ftl", "skip-to-content Jump\n");
    broken(&preview, "locales/en.ftl:1");
    paper.write("locales/en.ftl", "skip-to-content = Jump to the story\n");
    until("a word is seen", || preview.page("/city/plain-control/").contains("Jump to the story"));
    same_as_a_build(&paper, &preview);
    paper.remove("locales/en.ftl");
    until("the house's word is back", || !preview.page("/city/plain-control/").contains("Jump to the story"));

    // A template that fails while it renders is seen by the page that asks for it.
    paper.write("templates/article.html", "one\n{{ 1 + article.headline }}\n");
    broken(&preview, "templates/article.html:2");
    assert_eq!(preview.get("/").status, 200);
    paper.remove("templates/article.html");
    well(&preview);

    fs::remove_dir_all(paper.path("content")).expect("a removal");
    broken(&preview, "there is no folder content");
    paper.write(file, &good);
    well(&preview);
    assert!(preview.alive());
    assert_eq!(preview.interrupt(), Some(0));
    assert!(!paper.path("public").exists());
}

#[test]
fn a_paper_that_begins_with_faults_heals_too() {
    let paper = Paper::small();
    let good = paper.read("content/city/a.md");
    paper.write("content/city/a.md", "+++\ntitle = \"x\n");
    let preview = Preview::start(&paper);
    for path in ["/", "/city/a/", "/whatever/"] {
        let answer = preview.get(path);
        assert_eq!(answer.status, 500, "{path}");
        assert!(answer.text().contains("content/city/a.md:1") && answer.text().contains("/__newsprint/preview.js"), "{}", answer.text());
    }
    let events = preview.listen("/city/a/");
    paper.write("content/city/a.md", &good);
    assert_eq!(events.next().0, "reload");
    same_as_a_build(&paper, &preview);
}

#[test]
fn open_pages_hear_of_what_concerns_them() {
    let paper = Paper::small();
    let preview = Preview::start(&paper);
    let (a, ferry) = (preview.listen("/city/a/"), preview.listen("/world/ferry/"));
    paper.write("content/city/a.md", &story("a", 5, "other words"));
    assert_eq!(a.next().0, "reload");
    assert!(preview.page("/city/a/").contains("other words"), "the page is ready when it is called for");
    ferry.nothing_for(Duration::from_millis(300));

    let a = preview.listen("/city/a/");
    paper.write("content/city/a.md", &paper.read("content/city/a.md").replace("title =", "slug = \"anew\"\ntitle ="));
    let (name, data) = a.next();
    assert!(name == "moved" && data.contains("/city/anew/"), "{name} {data}");
    let a = preview.listen("/city/anew/");
    paper.write("content/city/a.md", &paper.read("content/city/a.md").replace("slug = \"anew\"\n", ""));
    assert_eq!(a.next().0, "moved");
    let a = preview.listen("/city/a/");
    paper.rename("content/city/a.md", "content/world/z.md");
    let (name, data) = a.next();
    assert!(name == "moved" && data.contains("/world/z/"), "{name} {data}");

    let front = preview.listen("/about/");
    let house = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("static/theme/site.css")).expect("a sheet");
    paper.write("static/theme/site.css", &format!("{house}\nmain {{ outline: 1px solid red }}\n"));
    let (name, data) = front.next();
    assert!(name == "sheet" && data.contains(".css"), "{name} {data}");
    paper.write("static/extra.css", "p { color: blue }");
    let (name, data) = front.next();
    assert!(name == "file" && data.contains("/extra.css"), "{name} {data}");
}

#[test]
fn the_desk_looks_at_the_paper_of_another_day() {
    let paper = Paper::small();
    paper.write("content/city/soon.md", &story("soon", 20, "words to come"));
    paper.write("content/city/draft.md", &story("draft", 2, "words").replace("title =", "draft = true\ntitle ="));
    let preview = Preview::start(&paper);
    assert_eq!(preview.get("/city/soon/").status, 404);
    assert!(preview.page("/city/soon/").contains("&quot;Scheduled&quot;"), "the desk knows that a story is held back here");
    let set = |form: &str, headers: &[&str]| {
        let mut all = vec![form, "Content-Type: application/x-www-form-urlencoded"];
        all.extend(headers);
        preview.ask("POST", "/__newsprint/clock", "localhost", &all)
    };
    assert_eq!(set("now=2026-03-21T08%3A00", &["Origin: http://evil.example"]).status, 403);
    let answer = set("now=2026-03-21T08%3A00&back=%2Fcity%2Fsoon%2F", &["Origin: http://localhost"]);
    assert_eq!((answer.status, answer.header("location")), (303, "/city/soon/"));
    assert_eq!(preview.get("/city/soon/").status, 200);
    assert_eq!(set("now=&future=on&drafts=on&back=//evil.example/", &[]).header("location"), "/");
    assert_eq!((preview.get("/city/soon/").status, preview.get("/city/draft/").status), (200, 200));
    assert_eq!(set("reset=1", &[]).status, 303);
    assert_eq!((preview.get("/city/soon/").status, preview.get("/city/draft/").status), (404, 404));
    assert_eq!(set("now=whenever", &[]).status, 400);
    same_as_a_build(&paper, &preview);
}

#[test]
fn after_two_hundred_changes_under_load_all_is_as_a_build_has_it() {
    let paper = Paper::small();
    let preview = Preview::start(&paper);
    let (port, done) = (preview.port, AtomicBool::new(false));
    std::thread::scope(|scope| {
        for reader in 0..3 {
            let done = &done;
            scope.spawn(move || {
                let mut dice = Dice::of(77 + reader, 100_000);
                while !done.load(Ordering::Relaxed) {
                    let path = ["/", "/city/", "/city/a/", "/world/", "/s1/n3/", "/topics/ferries/", "/nothing/"][dice.roll(7)];
                    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
                    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").expect("a request");
                    let mut bytes = Vec::new();
                    stream.read_to_end(&mut bytes).expect("an answer");
                    let status = Answer::of(&bytes).status;
                    assert!(matches!(status, 200 | 404), "{path}: {status}");
                }
            });
        }
        let mut dice = Dice::of(10, 10_000);
        let mut made: Vec<String> = Vec::new();
        for step in 0..200 {
            let name = |dice: &mut Dice| format!("content/s{}/n{}.md", dice.roll(3), dice.roll(30));
            match dice.roll(10) {
                0..=5 => {
                    let path = name(&mut dice);
                    let stem = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md").to_owned();
                    paper.write(&path, &story(&stem, 1 + u32::try_from(dice.roll(9)).unwrap_or(0), &format!("words of step {step}")));
                    made.push(path);
                }
                6..=7 => {
                    if let Some(path) = made.get(dice.roll(made.len().max(1))).filter(|path| paper.path(path).exists()) {
                        let to = name(&mut dice);
                        fs::create_dir_all(paper.path(&to).parent().expect("a folder")).expect("a folder");
                        paper.rename(path, &to);
                        made.push(to);
                    }
                }
                8 => {
                    if let Some(path) = made.get(dice.roll(made.len().max(1))).filter(|path| paper.path(path).exists()) {
                        paper.remove(path);
                    }
                }
                _ => {
                    let (from, to) = (format!("content/s{}", dice.roll(3)), format!("content/s{}", dice.roll(3)));
                    if paper.path(&from).exists() && !paper.path(&to).exists() {
                        paper.rename(&from, &to);
                    }
                }
            }
            std::thread::sleep(Duration::from_millis(dice.roll(25) as u64));
        }
        done.store(true, Ordering::Relaxed);
    });
    // The last change, and the look after the last folder that came or went.
    paper.write("content/city/last.md", &story("last", 9, "the last words"));
    until("the last change is seen", || preview.get("/city/last/").status == 200);
    std::thread::sleep(Duration::from_millis(800));
    same_as_a_build(&paper, &preview);
}
