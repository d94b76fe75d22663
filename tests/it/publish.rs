//! Publishing: what stands at a target after each run, whatever happened in between.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::desk::paper::{said, tree};
use super::desk::scratch;

/// A paper of so many stories in a folder of its own, published to `to`.
struct Desk {
    root: PathBuf,
}

impl Desk {
    fn new(name: &str, stories: usize, publish: &str) -> Self {
        let desk = Desk { root: scratch(name).join("site") };
        desk.write("config.toml", &format!("title = \"The Fell Post\"\nbase_url = \"https://post.example/\"\n\n[publish]\n{publish}\n"));
        (0..stories).for_each(|number| desk.story(number, "Nobody was hurt."));
        desk.build();
        desk
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
        std::fs::write(path, text).expect("files can be written");
    }

    fn story(&self, number: usize, text: &str) {
        self.write(
            &format!("content/local/s{number}.md"),
            &format!("+++\nheadline = \"Bridge number {number}\"\ndate = 2026-03-0{}\n+++\n{text}\n", 1 + number % 9),
        );
    }

    fn remove(&self, number: usize) {
        std::fs::remove_file(self.root.join(format!("content/local/s{number}.md"))).expect("the story is there");
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_newsprint"))
            .args(args)
            .arg("--root")
            .arg(&self.root)
            .envs([("AWS_ACCESS_KEY_ID", "KEYIDTHATISSECRET"), ("AWS_SECRET_ACCESS_KEY", "WORDTHATISSECRET"), ("AWS_REGION", "eu-west-1")])
            .env("SOURCE_DATE_EPOCH", "1773144000")
            .output()
            .expect("the program can be run")
    }

    fn build(&self) {
        let output = self.run(&["build", "--allow-removals", "-q"]);
        assert!(output.status.success(), "{}", said(&output));
    }

    fn publish(&self, args: &[&str]) -> String {
        let output = self.run(&[&["publish"], args].concat());
        assert!(output.status.success(), "{}", said(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn refused(&self, args: &[&str]) -> String {
        let output = self.run(&[&["publish"], args].concat());
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stdout));
        let said = said(&output);
        assert!(!said.contains("SECRET"), "{said}");
        said
    }

    fn public(&self) -> PathBuf {
        self.root.join("public")
    }
}

fn same(there: &Path, here: &Path) {
    let (there, here) = (tree(there), tree(here));
    assert_eq!(there.keys().collect::<Vec<_>>(), here.keys().collect::<Vec<_>>());
    assert!(there == here, "some bytes are other bytes");
}

#[test]
fn a_folder_gets_what_changed_and_keeps_what_is_not_ours() {
    let desk = Desk::new("publish-folder", 3, "to = \"../www\"");
    let www = desk.root.with_file_name("www");
    desk.publish(&[]);
    same(&www, &desk.public());
    assert!(desk.publish(&[]).contains("0 sent (0 kB), 0 removed"));
    std::fs::write(www.join("shop.html"), "a shop").expect("a file of somebody else");
    // As long as before, with a time that lies back: only the bytes say that it is another.
    desk.story(1, "Nobody was kurt.");
    desk.remove(2);
    desk.build();
    for (path, _) in tree(&desk.public()) {
        let file = std::fs::File::options().write(true).open(desk.public().join(path)).expect("a file");
        file.set_modified(std::time::SystemTime::UNIX_EPOCH).expect("a time can be set");
    }
    let plan = desk.publish(&["--dry-run"]);
    assert!(plan.contains("send   local/s1/index.html\n") && plan.contains("remove local/s2/index.html\n"), "{plan}");
    assert!(!plan.contains("theme/") && !plan.contains("robots.txt") && !plan.contains("shop"), "{plan}");
    assert!(www.join("local/s2/index.html").exists(), "a dry run does nothing");
    desk.publish(&[]);
    assert_eq!(std::fs::read_to_string(www.join("shop.html")).expect("it is kept"), "a shop");
    std::fs::remove_file(www.join("shop.html")).expect("it is there");
    same(&www, &desk.public());
    assert!(!www.join("local/s2").exists(), "empty folders go");
    let list = desk.publish(&["--list"]);
    assert!(list.contains("https://post.example/, 2 stories") && list.contains("since 20"), "{list}");
    // What somebody else removed is known only by looking.
    std::fs::remove_file(www.join("local/s0/index.html")).expect("it is there");
    desk.publish(&[]);
    assert!(!www.join("local/s0/index.html").exists());
    desk.publish(&["--check"]);
    same(&www, &desk.public());
}

#[cfg(unix)]
#[test]
fn a_folder_is_readable_whatever_the_mask() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new("publish-mask", 1, "to = \"../www\"");
    let program = env!("CARGO_BIN_EXE_newsprint");
    let run = format!("umask 077; SOURCE_DATE_EPOCH=1773144000 {program} publish -q --root {}", desk.root.display());
    assert!(Command::new("sh").args(["-c", &run]).status().expect("there is a shell").success());
    let mode =
        |path: &str| std::fs::metadata(desk.root.with_file_name("www").join(path)).expect("it is there").permissions().mode() & 0o777;
    assert_eq!((mode("index.html"), mode("local"), mode("local/s0/index.html")), (0o644, 0o755, 0o644));
}

#[test]
fn what_must_not_go_out_is_refused() {
    let desk = Desk::new("publish-refused", 60, "to = \"../www\"");
    let www = desk.root.with_file_name("www");
    std::fs::create_dir_all(&www).expect("a folder");
    std::fs::write(www.join("index.html"), "another paper").expect("a file");
    assert!(desk.refused(&[]).contains("index.html"), "what stood there is not overwritten");
    desk.publish(&["--adopt"]);
    let before = tree(&www);

    desk.story(0, "Not built yet.");
    assert!(desk.refused(&[]).contains("changed since"));
    desk.write("content/local/d.md", "+++\nheadline = \"A draft\"\ndraft = true\n+++\nx\n");
    assert!(desk.run(&["build", "--drafts", "-q"]).status.success());
    assert!(desk.refused(&[]).contains("--drafts"));
    assert!(desk.refused(&["--allow-old"]).contains("--drafts"), "no flag lets a preview out");
    assert!(desk.run(&["build", "-q", "--base-url", "http://localhost:1111/"]).status.success());
    assert!(desk.refused(&["--base-url", "http://localhost:1111/"]).contains("localhost"));
    assert!(desk.run(&["build", "-q", "--base-url", "https://other.example/"]).status.success());
    assert!(desk.refused(&["--base-url", "https://other.example/"]).contains("https://post.example/"));
    (0..40).for_each(|number| desk.remove(number));
    desk.build();
    assert!(desk.refused(&[]).contains("40 of the 60 stories"));
    assert_eq!(tree(&www), before, "nothing was touched");
    desk.publish(&["--allow-removals"]);
    same(&www, &desk.public());

    for (key, value) in [
        ("to", "git+https://x:ghp_SECRET@host.example/r.git#b"),
        ("secret_access_key", "SECRET"),
        ("to", "s3://b/k?X-Amz-Signature=SECRET"),
    ] {
        desk.write("config.toml", &format!("title = \"T\"\nbase_url = \"https://post.example/\"\n[publish.x]\n{key} = \"{value}\"\n"));
        for format in ["human", "short", "json"] {
            assert!(desk.refused(&["--format", format]).contains("publish.x"));
        }
    }
}

#[test]
fn a_branch_keeps_what_it_had() {
    let git = |folder: &Path, args: &[&str]| {
        let output = Command::new("git")
            .current_dir(folder)
            .args(["-c", "user.name=x", "-c", "user.email=x@x.example"])
            .args(args)
            .output()
            .expect("there is git");
        assert!(output.status.success(), "{args:?}: {}", said(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let desk = Desk::new("publish-git", 2, "to = \"git+../remote.git#pages\"");
    desk.write("static/AirplayDevice.html", "new");
    desk.build();
    let top = desk.root.parent().expect("a folder").to_path_buf();
    git(&top, &["init", "-q", "--bare", "remote.git"]);
    git(&top, &["init", "-q", "-b", "pages", "pre"]);
    for (path, text) in [("CNAME", "post.example"), ("previews-7.html", "keep"), ("AirPlayDevice.html", "old")] {
        std::fs::write(top.join("pre").join(path), text).expect("a file");
    }
    git(&top.join("pre"), &["add", "-A"]);
    git(&top.join("pre"), &["commit", "-q", "-m", "1"]);
    git(&top.join("pre"), &["push", "-q", "../remote.git", "pages"]);
    desk.publish(&[]);
    let names = || git(&top.join("remote.git"), &["ls-tree", "-r", "--name-only", "pages"]);
    for name in ["CNAME", ".nojekyll", "previews-7.html", "AirplayDevice.html", "local/s0/index.html", "index.html"] {
        assert!(names().lines().any(|line| line == name), "{name}");
    }
    assert!(!names().contains("AirPlayDevice"), "the same name in other letters");
    let commits = || git(&top.join("remote.git"), &["rev-list", "--count", "pages"]).trim().to_owned();
    assert_eq!(commits(), "2");
    desk.publish(&[]);
    assert_eq!(commits(), "2", "nothing changed, so there is no commit");
    desk.remove(0);
    desk.build();
    desk.publish(&[]);
    assert_eq!(commits(), "3");
    assert!(!names().contains("local/s0/") && names().contains("CNAME"));
    assert!(desk.publish(&["--list"]).contains("1 stories"));
}

/// A program `ssh` that runs what it is told on this machine.
#[cfg(unix)]
fn with_ssh(desk: &Desk, rsync: bool, args: &[&str]) -> Output {
    use std::os::unix::fs::PermissionsExt as _;
    let bin = desk.root.with_file_name("bin");
    std::fs::create_dir_all(&bin).expect("a folder");
    let script = |name: &str, text: &str| {
        std::fs::write(bin.join(name), text).expect("a script");
        std::fs::set_permissions(bin.join(name), std::fs::Permissions::from_mode(0o755)).expect("it can be run");
    };
    let server = "#!/bin/sh\nfor word; do last=$word; done\nif [ \"$last\" = sftp ]; then exec /usr/lib/openssh/sftp-server; fi\n\
                  while [ $# -gt 0 ]; do case $1 in -o|-p|-l) shift 2;; -*) shift;; *) break;; esac; done\nshift\nexec sh -c \"$*\"\n";
    script("ssh", server);
    let mut path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    if !rsync {
        for name in ["sftp", "sh"] {
            let found = Command::new("sh").args(["-c", &format!("command -v {name}")]).output().expect("a shell").stdout;
            script(name, &format!("#!/bin/sh\nPATH=$PATH:/usr/bin:/bin exec {} \"$@\"\n", String::from_utf8_lossy(&found).trim()));
        }
        path = bin.display().to_string();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
    command
        .args(args)
        .arg("--root")
        .arg(&desk.root)
        .env("SOURCE_DATE_EPOCH", "1773144000")
        .env("PATH", path)
        .output()
        .expect("the program can be run")
}

#[cfg(unix)]
fn over_ssh(name: &str, rsync: bool) {
    let www = scratch(&format!("{name}-www")).join("a paper's [folder]");
    let desk = Desk::new(name, 3, &format!("to = \"ssh://me@there.example:2222{}\"", www.display()));
    desk.write("static/notes/a b*c+d#e.txt", "an awkward name");
    desk.write("static/notes/q?.txt", "another");
    desk.build();
    let publish = |args: &[&str]| {
        let output = with_ssh(&desk, rsync, &[&["publish"], args].concat());
        assert!(output.status.success(), "{}", said(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    publish(&[]);
    same(&www, &desk.public());
    assert!(publish(&["--check"]).contains("0 sent (0 kB), 0 removed"));
    std::fs::write(www.join("shop.html"), "a shop").expect("a file of somebody else");
    desk.remove(2);
    desk.story(0, "Another text.");
    std::fs::remove_file(desk.root.join("static/notes/q?.txt")).expect("it is there");
    desk.build();
    let said = publish(&[]);
    assert!(said.contains("2 removed"), "{said}");
    assert!(www.join("shop.html").exists());
    std::fs::remove_file(www.join("shop.html")).expect("it is there");
    same(&www, &desk.public());
}

#[cfg(unix)]
#[test]
fn a_machine_gets_the_paper_by_rsync() {
    if Command::new("rsync").arg("--version").output().is_err() {
        eprintln!("skipped: there is no rsync on this machine");
        return;
    }
    over_ssh("publish-rsync", true);
}

#[cfg(unix)]
#[test]
fn a_machine_gets_the_paper_by_sftp() {
    if !Path::new("/usr/lib/openssh/sftp-server").exists() || Command::new("sftp").arg("-h").output().is_err() {
        eprintln!("skipped: there is no server of sftp on this machine");
        return;
    }
    over_ssh("publish-sftp", false);
}

#[cfg(feature = "stores")]
mod stores {
    use std::time::Duration;

    use super::super::desk::s3::{Mood, S3};
    use super::*;

    fn desk(name: &str, stories: usize, store: &S3) -> Desk {
        Desk::new(name, stories, &format!("to = \"s3://bucket/a/paper\"\nendpoint = \"http://{}\"", store.address))
    }

    fn stands(store: &S3, desk: &Desk) {
        let here = tree(&desk.public());
        let shelf = store.shelf();
        let there: Vec<&str> =
            shelf.objects.keys().filter_map(|key| key.strip_prefix("a/paper/")).filter(|key| !key.starts_with('.')).collect();
        assert_eq!(there, here.keys().map(String::as_str).collect::<Vec<_>>());
        for (name, bytes) in &here {
            assert!(shelf.objects[&format!("a/paper/{name}")].bytes == *bytes, "{name}");
        }
    }

    #[test]
    fn a_store_gets_types_and_rules_in_order_and_keeps_the_rest() {
        let store = S3::start();
        for foreign in ["a/other.html", "a/paper-old/index.html", "index.html"] {
            store.lay(foreign, "not ours");
        }
        let desk = desk("publish-s3", 3, &store);
        for name in [
            "a+b.txt",
            "a b.txt",
            "ä.txt",
            "q?.txt",
            "100%.txt",
            "x#y.txt",
            "_odd/a*b.txt",
            ".well-known/atproto-did",
            "a&b.txt",
            "PHOTO.JPG",
        ] {
            desk.write(&format!("static/{name}"), name);
        }
        desk.write("static/old.html", "<meta charset=\"iso-8859-1\">");
        desk.build();
        desk.publish(&[]);
        let puts = store.asked("PUT");
        let place =
            |name: &str| puts.iter().position(|put| put == &format!("a/paper/{name}")).unwrap_or_else(|| panic!("{name} in {puts:?}"));
        assert_eq!(place(".newsprint-published"), 0, "first of all what is in doubt is said");
        assert_eq!(puts.last().map(String::as_str), Some("a/paper/.newsprint-published"));
        assert!(place("PHOTO.JPG") < place("local/s0/index.html"));
        assert!(place("local/s0/index.html") < place("local/index.html") && place("local/index.html") < place("index.html"));
        assert!(place("404.html") < place("sitemap.xml"));
        let says = |name: &str| {
            let shelf = store.shelf();
            let object = &shelf.objects[&format!("a/paper/{name}")];
            (object.kind.clone(), object.cache.clone())
        };
        let short = || "public, max-age=60".to_owned();
        assert_eq!(says("index.html"), ("text/html; charset=utf-8".into(), short()));
        assert_eq!(says("old.html").0, "text/html");
        assert_eq!(says("feed.xml"), ("application/rss+xml; charset=utf-8".into(), short()));
        assert_eq!(says("sitemap.xml").0, "application/xml; charset=utf-8");
        assert_eq!(says("PHOTO.JPG").0, "image/jpeg");
        assert_eq!(says(".well-known/atproto-did").0, "text/plain; charset=utf-8");
        assert!(store.shelf().objects.iter().any(|(key, object)| key.ends_with(".css") && object.cache.ends_with("immutable")));

        store.anew(Mood::default());
        desk.publish(&["--check"]);
        assert_eq!(store.asked("PUT"), Vec::<String>::new(), "names are the same when they are listed");
        desk.story(1, "Another text.");
        desk.build();
        desk.publish(&[]);
        let puts = store.asked("PUT");
        assert!(
            puts.contains(&"a/paper/local/s1/index.html".to_owned()) && !puts.contains(&"a/paper/local/s0/index.html".to_owned()),
            "{puts:?}"
        );
        store.anew(Mood::default());
        desk.remove(2);
        desk.build();
        desk.publish(&[]);
        assert_eq!(store.asked("REMOVE"), ["a/paper/local/s2/index.html"]);
        let log = store.shelf().log.clone();
        assert!(
            log.iter().position(|line| line.starts_with("REMOVE"))
                > log.iter().rposition(|line| line.starts_with("PUT") && !line.contains("newsprint-published")),
            "{log:?}"
        );
        for foreign in ["a/other.html", "a/paper-old/index.html", "index.html"] {
            assert_eq!(store.shelf().objects[foreign].bytes, b"not ours");
        }
    }

    #[test]
    fn one_story_more_takes_requests_for_what_changed() {
        let store = S3::start();
        let desk = desk("publish-s3-one", 40, &store);
        desk.publish(&[]);
        store.anew(Mood::default());
        desk.story(40, "One more.");
        desk.build();
        let said = desk.publish(&["--format", "json"]);
        let sent = said.split("\"sent\":").nth(1).and_then(|rest| rest.split(',').next()).and_then(|sent| sent.parse().ok());
        assert_eq!(store.shelf().log.len(), sent.map_or(0, |sent: usize| sent + 3), "the record once read and twice written: {said}");
    }

    #[test]
    fn a_run_that_dies_at_any_write_is_finished_by_the_next() {
        let store = S3::start();
        let desk = desk("publish-s3-dies", 4, &store);
        desk.publish(&[]);
        desk.story(0, "Another text.");
        desk.story(9, "A new one.");
        desk.remove(3);
        desk.build();
        let before = store.shelf().objects.clone();
        store.anew(Mood::default());
        desk.publish(&[]);
        let writes = store.asked("PUT").len() + 1;
        for dead_from in 1..=writes {
            store.shelf().objects.clone_from(&before);
            store.anew(Mood { dead_from: Some(dead_from), ..Mood::default() });
            desk.refused(&[]);
            if dead_from < writes {
                assert!(store.shelf().objects.contains_key("a/paper/local/s3/index.html"), "nothing goes before all stands: {dead_from}");
            }
            store.anew(Mood::default());
            desk.publish(&[]);
            stands(&store, &desk);
        }
    }

    #[test]
    fn a_store_that_is_slow_and_down_now_and_then_gets_the_paper_all_the_same() {
        let store = S3::start();
        let desk = desk("publish-s3-slow", 3, &store);
        store.anew(Mood { down_each: Some(4), delay: Duration::from_millis(20), ..Mood::default() });
        desk.publish(&[]);
        stands(&store, &desk);
    }

    #[test]
    fn of_two_publishers_one_wins() {
        let store = S3::start();
        let desks = [desk("publish-s3-a", 12, &store), desk("publish-s3-b", 12, &store)];
        desks[1].story(0, "Told otherwise.");
        desks[1].build();
        store.anew(Mood { delay: Duration::from_millis(30), ..Mood::default() });
        let codes = std::thread::scope(|scope| {
            let runs = desks.each_ref().map(|desk| scope.spawn(|| desk.run(&["publish", "--adopt"])));
            runs.map(|run| run.join().expect("it runs"))
        });
        let won: Vec<&Desk> = desks.iter().zip(&codes).filter(|(_, code)| code.status.success()).map(|(desk, _)| desk).collect();
        assert!(!won.is_empty(), "{codes:?}");
        if let [winner] = won[..] {
            stands(&store, winner);
        } else {
            // The second began when the first was done: then the last one stands.
            assert!(codes.iter().any(|code| said(code).contains("waiting")) || won.len() == 2);
        }
    }
}
