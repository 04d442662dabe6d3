//! Several commands at once on one site, again and again.

use super::two_sites;
use crate::publish::Files;
use crate::support::number;

#[test]
#[ignore = "some minutes"]
fn commands_at_once_never_mix_two_sites() {
    let (place, [old, new]) = two_sites();
    let whole = [old, new, Files::new()];
    for round in 0..number("MILEPOST_ROUNDS", 50) {
        place.write_version(if round % 2 == 0 { "a" } else { "b" });
        let sources = place.sources();
        let running = ["build", "build", "clean", "check"]
            .map(|command| (command, place.command(&[command]).spawn()));
        for (command, program) in running {
            let ended = program.and_then(std::process::Child::wait_with_output);
            let ended = ended.expect("the program");
            let report = String::from_utf8_lossy(&ended.stderr);
            assert!(
                ended.status.success(),
                "round {round}, {command}: {:?}, {report}",
                ended.status
            );
        }
        assert!(whole.contains(&place.output()), "round {round}: mixed");
        assert_eq!(place.sources(), sources, "round {round}");
        place.assert_tidy();
        place.succeed(&["build"]);
        assert_eq!(place.output(), whole[(round % 2) as usize], "round {round}");
    }
}
