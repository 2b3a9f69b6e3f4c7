from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from newsroom.accounts.groups import grant

# What each group of the desk may do; a contributor's rows are narrowed in the admin.
CONTRIBUTOR = ["add_interview", "change_interview", "view_interview"] + [
    f"{verb}_{model}"
    for model in ("question", "speaker")
    for verb in ("add", "change", "delete", "view")
] + ["view_publication", "view_person", "add_person"]
EDITOR = CONTRIBUTOR + [
    "delete_interview",
    "publish_interview",
    "add_publication",
    "change_publication",
    "delete_publication",
    "change_person",
    "delete_person",
    "add_page",
    "change_page",
    "delete_page",
    "view_page",
    "add_tag",
    "change_tag",
    "delete_tag",
    "view_tag",
    "view_rating",
]
MODERATOR = [
    # What a review is about, to be read whole and left alone.
    "view_interview",
    "view_question",
    "view_speaker",
    "view_rating",
    "change_rating",
    "moderate_rating",
]
GROUPS = {"Contributor": CONTRIBUTOR, "Editor": EDITOR, "Moderator": MODERATOR}


def make_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    grant(apps, GROUPS)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("interviews", "0001_interviews_and_ratings"),
        ("newsroom", "0004_pages_old_addresses_and_mastheads"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
