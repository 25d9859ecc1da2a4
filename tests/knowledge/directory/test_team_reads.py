from sqlmodel import Session

from knowledge.directory import queries
from knowledge.directory.load import load_facts


def test_the_task_force_has_its_leads_committees_and_goals(session: Session) -> None:
    team = queries.collaborative(session, "httf")
    assert team is not None
    assert [[id for id, _ in lead.organizations] for lead in team.leads] == [
        ["cvs"],
        ["district_attorney", "cvs"],
        ["district_attorney", "alliance"],
    ]
    assert [one.text.en for one in team.committees] == [
        "Law Enforcement Committee",
        "Service Delivery Committee",
        "Public Awareness Committee (ad hoc)",
        "Training and Capacity Committee",
    ]
    assert [goal.kind for goal in team.goals] == ["goal"] * 3 + ["objective"] * 5
    assert all(one.text.es for one in (*team.leads, *team.committees, *team.goals))


def test_each_saying_of_a_team_names_its_sources(session: Session) -> None:
    said = [
        one
        for team in queries.collaboratives(session)
        for one in (*team.leads, *team.committees, *team.goals)
    ]
    assert len(said) > 20
    assert all(one.sources for one in said)


def test_every_fact_that_says_who_leads_is_a_lead(session: Session) -> None:
    teams = {team.id: team for team in queries.collaboratives(session)}
    for item in load_facts().collaboratives.collaboratives:
        expected = [said.value for said in item.facts if said.topic == "led_by"]
        assert [lead.text.en for lead in teams[item.id].leads] == expected


def test_a_lead_has_the_name_of_its_organization(session: Session) -> None:
    team = queries.collaborative(session, "ht_coalition")
    assert team is not None
    assert [lead.organizations for lead in team.leads] == [(("alliance", "Alliance to End Abuse"),)]
