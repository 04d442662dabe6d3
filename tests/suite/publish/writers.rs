//! One writer for each folder: the second one waits, and files of two sites never mix.

use super::child::{ARGUMENTS, Task, command, new, old, program};
use super::*;
use milepost::publish::{Recovery, recover};
use std::sync::mpsc;

#[test]
fn the_second_writer_waits_and_says_for_whom() {
    let fixture = Fixture::new();
    let first = open(&fixture.output(), fixture.root.path(), &mut |_| {
        panic!("there is no other writer")
    })
    .unwrap();
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        let (fixture, sender) = (&fixture, sender);
        scope.spawn(move || {
            let waiting =
                &mut |holder: &milepost::publish::Holder| sender.send(holder.clone()).unwrap();
            drop(open(&fixture.output(), fixture.root.path(), waiting).unwrap());
        });
        let holder = receiver.recv().unwrap();
        assert_eq!(holder.process, Some(std::process::id()));
        assert!(
            holder.to_string().contains(&std::process::id().to_string()),
            "{holder}"
        );
        drop(first);
    });
}

#[test]
fn recovery_leaves_a_writer_alone() {
    let fixture = Fixture::new();
    let stage = open(&fixture.output(), fixture.root.path(), &mut |_| {})
        .unwrap()
        .stage()
        .unwrap();
    let Recovery::Busy(holder) = recover(&fixture.output()).unwrap() else {
        panic!("the writer was not left alone");
    };
    assert_eq!(holder.process, Some(std::process::id()));
    let placed = stage
        .put(
            &OutputPath::new("x").unwrap(),
            OutputPhase::Page,
            Payload::Bytes(b"x"),
        )
        .unwrap();
    stage.publish(vec![placed], Digest::of_bytes(b"x")).unwrap();
    assert_eq!(recover(&fixture.output()).unwrap(), Recovery::Nothing);
    fixture.assert_is(&files([("x", "x")]));
}

#[test]
fn many_writers_never_mix() {
    let fixture = Fixture::new();
    for _ in 0..5 {
        let tasks = [
            Task::Old,
            Task::New,
            Task::Old,
            Task::New,
            Task::Old,
            Task::New,
            Task::Old,
            Task::New,
        ];
        let children: Vec<_> = tasks
            .into_iter()
            .map(|task| {
                command(&program(), task, &fixture)
                    .args(ARGUMENTS)
                    .spawn()
                    .unwrap()
            })
            .collect();
        for child in children {
            let output = child.wait_with_output().unwrap();
            assert!(
                output.status.success(),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
        assert!([old(), new()].contains(&tree(&fixture.output())));
        assert_eq!(state_files(&fixture.output()), ["lock", "manifest"]);
    }
}
